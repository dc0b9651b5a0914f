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

/** @param layers which node of b is which of a; empty where all nodes keep their places */
export function drawnPair(
  a: Side,
  b: Side,
  layers: readonly LayerPermutation[],
  segment: CompareChoices['segment'],
): DrawnPair {
  const first = a.measured;
  const placed = (checkpoint: Measured): Measured =>
    first === null ? checkpoint : permutedLike(first, checkpoint, layers);
  const second = b.measured === null ? null : placed(b.measured);
  const last = lastWhole(b.run) ?? lastWhole(a.run);
  return {
    a: first === null ? null : drawnSide(a.name, first, segment),
    b: second === null ? null : drawnSide(b.name, second, segment),
    last: last === null ? null : placed(last),
  };
}

function drawnSide(title: string, checkpoint: Measured, segment: CompareChoices['segment']): DrawnSide {
  const { report, sketch } = checkpoint;
  const prune = reportPrune(report, sketch);
  return {
    title,
    checkpoint,
    segments: drawnSegments(sketch, segment),
    prune,
    masks: toldAccessibility(sketch, prune, true),
  };
}
