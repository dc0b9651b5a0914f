export interface MeanWithError {
  /** Null of none. */
  readonly mean: number | null;
  /** Standard error; null of fewer than two. */
  readonly error: number | null;
  readonly n: number;
}

/** Mean and standard error of the values that there are. scipy: `stats.sem`. */
export function meanWithError(values: readonly (number | null)[]): MeanWithError {
  const found = values.filter((value) => value !== null);
  const n = found.length;
  if (n === 0) return { mean: null, error: null, n };
  const mean = found.reduce((sum, value) => sum + value, 0) / n;
  if (n === 1) return { mean, error: null, n };
  const squares = found.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  return { mean, error: Math.sqrt(squares / (n - 1) / n), n };
}
