import type { MatrixSketch, Prune } from '../protocol/sketch.js';

/** The threshold on |w| of one matrix; null where it has none (a zero or non-finite matrix). */
export function thresholdOf(matrix: MatrixSketch, prune: Prune): number | null {
  if (prune === 'mean') return matrix.mean;
  if (prune === 'median') return matrix.median;
  return prune;
}

/** Keep an entry iff |w| > 0 and |w| >= threshold (1 - 1e-12): `definitions.md`, accessible nodes. */
export function isKept(value: number, threshold: number | null): boolean {
  const size = Math.abs(value);
  return threshold !== null && size > 0 && size >= threshold * (1 - 1e-12);
}
