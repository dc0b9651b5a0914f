/** Spread relative to the values' own scale below which it is rounding of float64 sums, not a difference between nodes. */
const ROUNDING = 1e-12;

/**
 * Pearson's correlation of equally long samples.
 * @param scale the magnitude whose rounding the values carry, if it is larger than their means (fractions less their mean)
 * @returns null for fewer than two pairs or when one side is constant.
 */
export function pearson(x: ArrayLike<number>, y: ArrayLike<number>, scale = 0): number | null {
  const n = Math.min(x.length, y.length);
  if (n < 2) return null;
  let sumX = 0;
  let sumY = 0;
  for (let i = 0; i < n; i++) {
    sumX += x[i] ?? 0;
    sumY += y[i] ?? 0;
  }
  const meanX = sumX / n;
  const meanY = sumY / n;
  let xx = 0;
  let yy = 0;
  let xy = 0;
  for (let i = 0; i < n; i++) {
    const dx = (x[i] ?? 0) - meanX;
    const dy = (y[i] ?? 0) - meanY;
    xx += dx * dx;
    yy += dy * dy;
    xy += dx * dy;
  }
  if (isRounding(xx, n, meanX, scale) || isRounding(yy, n, meanY, scale)) return null;
  // Two roots, because the product of two small sums of squares can underflow.
  const r = xy / (Math.sqrt(xx) * Math.sqrt(yy));
  return Number.isFinite(r) ? Math.max(-1, Math.min(1, r)) : null;
}

function isRounding(sumOfSquares: number, n: number, mean: number, scale: number): boolean {
  return !(Math.sqrt(sumOfSquares / n) > ROUNDING * Math.max(Math.abs(mean), scale));
}

/** Slope of the least-squares line through the origin, sum xy / sum x²; null when every x is 0. */
export function slopeThroughOrigin(x: ArrayLike<number>, y: ArrayLike<number>): number | null {
  let xx = 0;
  let xy = 0;
  for (let i = 0; i < x.length; i++) {
    xx += (x[i] ?? 0) ** 2;
    xy += (x[i] ?? 0) * (y[i] ?? 0);
  }
  return xx > 0 ? xy / xx : null;
}
