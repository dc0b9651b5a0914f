/**
 * The exact solution of Eq. 3. With x = sqrt r it is a replicator equation, whose solution is
 * x_i(t) = x_i(0) exp(c_i t/2) / (1 + sum over j of x_j(0) (exp(c_j t/2) - 1)).
 * @param start r at time 0 in one layer
 * @param coefficients c
 * @returns r at `time`
 */
export function intralayerClosedForm(
  start: ArrayLike<number>,
  coefficients: ArrayLike<number>,
  time: number,
): Float64Array {
  // All divided by the largest exponential, which may be too large for a number.
  let largest = 0;
  for (let i = 0; i < start.length; i++) largest = Math.max(largest, ((coefficients[i] as number) * time) / 2);
  const grown = Float64Array.from(start, (r, i) => {
    return Math.sqrt(r) * Math.exp(((coefficients[i] as number) * time) / 2 - largest);
  });
  let total = Math.exp(-largest);
  for (let i = 0; i < start.length; i++)
    total += (grown[i] as number) - Math.sqrt(start[i] as number) * Math.exp(-largest);
  return grown.map((value) => (value / total) ** 2);
}
