/**
 * inFraction or outFraction: the share of a matrix's total |w| that enters (column sums) or leaves (row sums) each node.
 * Adds up to 1. Paper: Omega_in and Omega_out.
 * @returns null when the total is 0 or not finite.
 */
export function fractions(strengths: Float64Array, total: number): Float64Array | null {
  if (!(total > 0) || !Number.isFinite(total)) return null;
  return strengths.map((strength) => strength / total);
}
