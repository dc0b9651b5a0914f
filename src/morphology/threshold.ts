import type { Prune } from '../protocol/sketch.js';

/** A threshold is a rounded sum: what equals it but for the last digits of float64 is kept. */
const SLACK = 1 - 1e-12;

/** The least |w| that survives pruning at a threshold: an entry is kept iff |w| > 0 and |w| >= threshold (1 - 1e-12). */
export function keepBar(threshold: number): number {
  return Math.max(threshold * SLACK, Number.MIN_VALUE);
}

/** Whether an entry of this |w| survives pruning at this threshold. */
export function isKept(magnitude: number, threshold: number): boolean {
  return magnitude >= keepBar(threshold);
}

/** The pruning threshold of a matrix, |w|; null when it is not a finite number. */
export function pruneThreshold(prune: Prune, mean: number | null, median: number | null): number | null {
  const threshold = prune === 'mean' ? mean : prune === 'median' ? median : prune;
  return threshold !== null && Number.isFinite(threshold) ? threshold : null;
}
