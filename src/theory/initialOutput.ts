/**
 * Eq. 113: the most a network can put out, d N^H w^(H+1) x for equal layers: each of its paths carries at most
 * w^(H+1) x. Biases of at most `bias` add a path from each of theirs.
 * @param widths inputs, hidden layers, the output
 * @param weight the largest |w|
 * @param input the largest |x|
 * @param bias the largest |b|; 0 for a network without
 */
export function largestOutput(widths: readonly number[], weight: number, input: number, bias = 0): number {
  return widths.slice(1).reduce((value, _, k) => (widths[k] as number) * weight * value + bias, input);
}
