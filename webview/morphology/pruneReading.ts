import { keptEdges } from '../../src/morphology/accessibleFromEdges.js';
import { pruneThreshold } from '../../src/morphology/threshold.js';
import { meanCountText, type LayerCount } from '../../src/morphology/verdict.js';
import type { MatrixReport } from '../../src/protocol/report.js';
import type { MatrixSketch, Prune } from '../../src/protocol/sketch.js';
import type { Accessibility } from '../../src/protocol/worker.js';
import type { Measured } from '../page/runState.js';
import { toldByEdges } from './pruning.js';

/** What a threshold leaves, over all chains: the same mean over hidden layers as in the verdict. */
export interface PruneReading {
  /** "5.4 of 10"; null while the masks are not known. */
  readonly accessible: string | null;
  /** Share of the weights of all chains; null while it is not known. */
  readonly kept: number | null;
}

/** @param ownRule whether `prune` is what the report was measured with */
export function pruneReading(
  checkpoint: Measured,
  prune: Prune,
  masks: Accessibility | null,
  ownRule: boolean,
): PruneReading {
  return {
    accessible: masks === null ? null : meanCountText(hiddenCounts(masks)),
    kept: masks?.keptShare ?? keptShare(checkpoint, prune, ownRule),
  };
}

/** The first and the last mask of a chain are its inputs and its last nodes. */
function hiddenCounts({ segments }: Accessibility): readonly LayerCount[] {
  return segments.flatMap((masks) =>
    masks.slice(1, -1).map((mask) => ({
      value: mask === null ? null : mask.reduce((sum, one) => sum + one, 0),
      nodes: mask?.length ?? 0,
    })),
  );
}

function keptShare({ report, sketch }: Measured, prune: Prune, ownRule: boolean): number | null {
  const rows = new Map(report.matrices.filter(({ segment }) => segment !== null).map((row) => [row.name, row]));
  let kept = 0;
  let all = 0;
  for (const matrix of sketch.segments.flatMap(({ matrices }) => matrices)) {
    const row = rows.get(matrix.name);
    // A zero or non-finite matrix has no kept share; it is left out as in the report.
    if (row === undefined || row.keptFraction === null) continue;
    const entries = entriesOf(matrix, row);
    const threshold = pruneThreshold(prune, matrix.mean, matrix.median);
    if (ownRule) kept += row.keptFraction * entries;
    else if (threshold !== null && toldByEdges(matrix, prune)) kept += keptEdges(matrix, threshold);
    else return null;
    all += entries;
  }
  return all === 0 ? null : kept / all;
}

/** Existing entries. A depthwise convolution has fewer than its shape says, which its own kept share tells. */
function entriesOf(matrix: MatrixSketch, row: MatrixReport): number {
  const threshold = row.pruneThreshold;
  const told = threshold !== null && toldByEdges(matrix, threshold);
  const kept = told ? keptEdges(matrix, threshold) : 0;
  return kept > 0 && row.keptFraction !== null && row.keptFraction > 0
    ? Math.round(kept / row.keptFraction)
    : row.inputs * row.outputs;
}
