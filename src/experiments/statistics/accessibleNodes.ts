import { median } from './median.js';
import { keepBar } from '../../morphology/threshold.js';
import type { MagnitudeMatrix } from './networkMatrices.js';

/** Which entries of a matrix survive pruning. */
export interface KeptEntries {
  readonly inputs: number;
  readonly outputs: number;
  /** inputs x outputs, 1 where the entry is kept. */
  readonly kept: Int32Array;
}

export type Threshold = 'mean' | 'median';

/** Pruned at the mean or the median of each matrix; null for a matrix that is zero or not finite. */
export function keptEntries(
  matrices: readonly MagnitudeMatrix[],
  threshold: Threshold,
): readonly (KeptEntries | null)[] {
  return matrices.map(({ inputs, outputs, values }) => {
    const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
    if (!(mean > 0) || !Number.isFinite(mean)) return null;
    const bar = keepBar(threshold === 'mean' ? mean : median(values));
    return { inputs, outputs, kept: Int32Array.from(values, (value) => (value >= bar ? 1 : 0)) };
  });
}

/**
 * Accessible nodes of each hidden layer between these matrices: all outputs are, and going back a node is iff a kept entry
 * leads to an accessible one (paper, Methods; definitions: `morphology/accessible.ts`). Null beside a matrix that is null, and
 * before one.
 */
export function accessibleCounts(matrices: readonly (KeptEntries | null)[]): readonly (number | null)[] {
  const counts = new Array<number | null>(Math.max(0, matrices.length - 1)).fill(null);
  const last = matrices.at(-1);
  let reached: Uint8Array | null = last ? new Uint8Array(last.outputs).fill(1) : null;
  for (let k = matrices.length - 1; k > 0; k--) {
    const matrix = matrices[k] ?? null;
    reached = reached === null || matrix === null ? null : reachedBack(matrix, reached);
    if (matrices[k - 1]) counts[k - 1] = reached === null ? null : reached.reduce((sum, node) => sum + node, 0);
  }
  return counts;
}

function reachedBack({ inputs, outputs, kept }: KeptEntries, reached: Uint8Array): Uint8Array {
  const nodes = new Uint8Array(inputs);
  for (let i = 0; i < inputs; i++) {
    for (let o = 0; o < outputs && nodes[i] === 0; o++) {
      if (kept[i * outputs + o] === 1 && reached[o] === 1) nodes[i] = 1;
    }
  }
  return nodes;
}
