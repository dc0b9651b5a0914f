/** The middle value, or the mean of the two middle ones: numpy's `np.median`. NaN for none. */
export function median(values: ArrayLike<number>): number {
  const ascending = Float64Array.from(values).sort();
  const middle = ascending.length / 2;
  const upper = ascending[Math.floor(middle)] ?? NaN;
  return Number.isInteger(middle) ? ((ascending[middle - 1] ?? NaN) + upper) / 2 : upper;
}
