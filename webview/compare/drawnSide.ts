import { useMemo } from 'preact/hooks';
import type { LayerPermutation } from '../../src/protocol/comparison.js';
import type { Prune } from '../../src/protocol/sketch.js';
import type { Accessibility } from '../../src/protocol/worker.js';
import { drawnSegments } from '../morphology/chains.js';
import { reportPrune, toldAccessibility } from '../morphology/pruning.js';
import type { Measured } from '../page/runState.js';
import type { CompareChoices } from './compareChoices.js';
import { permutedLike } from './permuted.js';
import { lastWhole, type Side } from './sides.js';

/** A side as it is drawn: b's nodes at the places of a's. */
export interface DrawnSide {
  readonly title: string;
  readonly checkpoint: Measured;
  readonly segments: readonly number[];
  readonly prune: Prune;
  readonly masks: Accessibility | null;
}

export interface DrawnPair {
  readonly a: DrawnSide | null;
  readonly b: DrawnSide | null;
  /** Whose connectivities order the nodes of both. */
  readonly last: Measured | null;
}

/**
 * What is drawn of both sides; each is made anew only when something of its own changes.
 * @param matched which node of b is which of a; empty where all nodes keep their places
 */
export function useDrawnPair(
  a: Side,
  b: Side,
  matched: readonly LayerPermutation[],
  segment: CompareChoices['segment'],
): DrawnPair {
  const like = matched.length === 0 ? null : a.measured;
  const newest = useMemo(() => lastWhole(b.run) ?? lastWhole(a.run), [a.run, b.run]);
  return {
    a: useDrawnSide(a.name, a.measured, segment),
    b: useDrawnSide(b.name, usePlaced(b.measured, like, matched), segment),
    last: usePlaced(newest, like, matched),
  };
}

function usePlaced(
  checkpoint: Measured | null,
  like: Measured | null,
  matched: readonly LayerPermutation[],
): Measured | null {
  return useMemo(
    () => (checkpoint === null || like === null ? checkpoint : permutedLike(like, checkpoint, matched)),
    [checkpoint, like, matched],
  );
}

function useDrawnSide(
  title: string,
  checkpoint: Measured | null,
  segment: CompareChoices['segment'],
): DrawnSide | null {
  return useMemo(() => {
    if (checkpoint === null) return null;
    const { report, sketch } = checkpoint;
    return {
      title,
      checkpoint,
      segments: drawnSegments(sketch, segment),
      prune: reportPrune(report, sketch),
      masks: toldAccessibility(sketch, reportPrune(report, sketch), true),
    };
  }, [title, checkpoint, segment]);
}
