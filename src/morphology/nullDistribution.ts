/** What a statistic does when there is nothing to find. */
export interface NullDistribution {
  readonly mean: number;
  /** Population standard deviation. */
  readonly sd: number;
  /** 99 % quantile, linear between order statistics. numpy: `np.quantile(values, 0.99)`. */
  readonly q99: number;
}

/** Summary of a sample of at least one value. */
export function summarize(values: Float64Array): NullDistribution {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length;
  return { mean, sd: Math.sqrt(variance), q99: quantile(values.toSorted(), 0.99) };
}

/** Quantile of ascending values, linear between neighbours, as numpy's default. */
export function quantile(ascending: ArrayLike<number>, share: number): number {
  const position = share * (ascending.length - 1);
  const below = Math.floor(position);
  const low = ascending[below] ?? Number.NaN;
  const high = ascending[Math.min(below + 1, ascending.length - 1)] ?? low;
  return low + (high - low) * (position - below);
}
