/** ln 2 in two parts, the first with 21 trailing zero bits, so that its small multiples are exact (fdlibm, e_log.c). */
const LN2_HIGH = 6.9314718036912381649e-1;
const LN2_LOW = 1.90821492927058770002e-10;
const SQRT_HALF = 0.7071067811865476;
/** Odd powers up to 2 * TERMS - 1: with |z| < 0.1716 the next one is below 1e-18. */
const TERMS = 12;

/**
 * The natural logarithm of 0 < value < 1 to within 1e-15 of its size, by + - x / alone: `Math.log` may differ in the last
 * bit between engines, which would give one seed different weights. value = m 2^k with m in sqrt(1/2) .. sqrt(2), ln m =
 * 2 artanh z, z = (m - 1) / (m + 1).
 */
export function logarithm(value: number): number {
  let m = value;
  let k = 0;
  while (m < SQRT_HALF) {
    m *= 2;
    k--;
  }
  const z = (m - 1) / (m + 1);
  const square = z * z;
  let sum = 0;
  for (let n = TERMS - 1; n >= 0; n--) sum = sum * square + 1 / (2 * n + 1);
  return k * LN2_HIGH + (k * LN2_LOW + 2 * z * sum);
}
