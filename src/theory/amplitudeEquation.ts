/** One layer and its two neighbours, each by the sum of what is asked for; C and D are taken as one number each. */
export interface LayerTriple {
  readonly before: number;
  readonly own: number;
  readonly after: number;
}

/** S = sum of sqrt(r) of a layer. At most 1 for the connectivities of any weights (Cauchy and Schwarz). */
export function rootSum(connectivities: ArrayLike<number>): number {
  let sum = 0;
  for (let node = 0; node < connectivities.length; node++) sum += Math.sqrt(connectivities[node] as number);
  return sum;
}

/**
 * The term of dR/dt that is linear in no fluctuation of the couplings, exact: R (1 - S) (C S- + D S+) (Eqs. 166 to 171 with
 * C_ai = C and D_ik = D). Positive C and D, as the paper has them, leave its sign to 1 - S.
 * @param amplitude R of the layer
 * @param roots S of the layers
 */
export function exactAmplitudeTerm(amplitude: number, roots: LayerTriple, c: number, d: number): number {
  return amplitude * (1 - roots.own) * (c * roots.before + d * roots.after);
}

/**
 * Eq. 4 as the paper expands it around the homogeneous state (Eqs. 172 to 182): -1/4 (N R - 1) R [C (1 + N R-) + D (1 + N R+)],
 * never positive where R >= 1/N.
 * @param amplitudes R of the layers
 */
export function linearAmplitudeTerm(amplitudes: LayerTriple, nodes: number, c: number, d: number): number {
  const { before, own, after } = amplitudes;
  return -0.25 * (nodes * own - 1) * own * (c * (1 + nodes * before) + d * (1 + nodes * after));
}
