import type { IntralayerSimulation } from '../protocol/simulation.js';

export const BINS = 20;
/** r above 0.95 lies in the last bin. */
const LAST_BIN = BINS - 1;

/** Counts of connectivities, which lie in 0 to 1, in bins of 0.05. */
export function histogram(connectivities: ArrayLike<number>): IntralayerSimulation['histogram'] {
  const counts = new Array<number>(BINS).fill(0);
  for (let i = 0; i < connectivities.length; i++) {
    const bin = Math.min(LAST_BIN, Math.floor((connectivities[i] as number) * BINS));
    counts[bin] = (counts[bin] as number) + 1;
  }
  return { edges: Array.from({ length: BINS + 1 }, (_, i) => i / BINS), counts };
}

/**
 * How far the upper mode stands out: the count of the last bin over that of the emptiest bin between it and the first one,
 * which counts as at least 1. 0 where no node is in the last bin.
 */
export function modeOverValley(counts: readonly number[]): number {
  const valley = Math.min(...counts.slice(1, LAST_BIN));
  return (counts[LAST_BIN] ?? 0) / Math.max(1, valley);
}

/** Share of values from `low` to below `high`. */
export function shareWithin(values: ArrayLike<number>, low: number, high: number): number {
  let count = 0;
  for (let i = 0; i < values.length; i++) {
    const value = values[i] as number;
    if (value >= low && value < high) count++;
  }
  return count / values.length;
}

/** Sarle's coefficient (skewness² + 1) / kurtosis in population moments; null where all values are alike. */
export function bimodality(values: ArrayLike<number>): number | null {
  const n = values.length;
  let mean = 0;
  for (let i = 0; i < n; i++) mean += (values[i] as number) / n;
  let [second, third, fourth] = [0, 0, 0];
  for (let i = 0; i < n; i++) {
    const difference = (values[i] as number) - mean;
    const square = difference * difference;
    second += square / n;
    third += (square * difference) / n;
    fourth += (square * square) / n;
  }
  if (!(Math.sqrt(second) > 1e-12 * Math.abs(mean)) || fourth === 0) return null;
  const skewness = third / second ** 1.5;
  return (skewness ** 2 + 1) / (fourth / second ** 2);
}
