export interface Histogram {
  /** Bounds of the bins, one more than `counts`. */
  readonly edges: readonly number[];
  readonly counts: readonly number[];
}

/**
 * Counts in bins of equal width over `range` (default: the values' own), the last bin closed on the right; what lies outside
 * or is not finite is not counted. numpy: `np.histogram(values, bins, range)`.
 */
export function histogram(values: ArrayLike<number>, bins: number, range = extent(values)): Histogram {
  const [low, high] = range[0] < range[1] ? range : [range[0] - 0.5, range[1] + 0.5];
  const counts = new Array<number>(bins).fill(0);
  for (let i = 0; i < values.length; i++) {
    const value = values[i] ?? Number.NaN;
    if (!(value >= low && value <= high)) continue;
    const bin = Math.min(bins - 1, Math.floor(((value - low) / (high - low)) * bins));
    counts[bin] = (counts[bin] ?? 0) + 1;
  }
  const edges = Array.from({ length: bins + 1 }, (_, i) => (i === bins ? high : low + ((high - low) * i) / bins));
  return { edges, counts };
}

function extent(values: ArrayLike<number>): readonly [number, number] {
  let low = Infinity;
  let high = -Infinity;
  for (let i = 0; i < values.length; i++) {
    const value = values[i] ?? Number.NaN;
    if (!Number.isFinite(value)) continue;
    low = Math.min(low, value);
    high = Math.max(high, value);
  }
  return low <= high ? [low, high] : [0, 1];
}
