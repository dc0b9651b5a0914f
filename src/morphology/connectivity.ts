/** Connectivity of each node, r_i = inFraction_i times outFraction_i (paper, Eq. 1). */
export function connectivity(inFraction: ArrayLike<number>, outFraction: ArrayLike<number>): Float64Array {
  return Float64Array.from(inFraction, (share, node) => share * (outFraction[node] ?? 0));
}
