/**
 * Shannon entropy -sum q ln q in nats, q = strength / sum; 0 ln 0 = 0, so that dead nodes count as nodes.
 * @returns null when the sum is 0 or not finite.
 */
export function entropy(strengths: ArrayLike<number>): number | null {
  let total = 0;
  for (let node = 0; node < strengths.length; node++) total += strengths[node] ?? 0;
  if (!(total > 0) || !Number.isFinite(total)) return null;
  let sum = 0;
  for (let node = 0; node < strengths.length; node++) {
    const share = (strengths[node] ?? 0) / total;
    if (share > 0) sum -= share * Math.log(share);
  }
  // A single path gives -0 or a last digit below 0.
  return Math.max(0, sum);
}

/** Entropy over its largest value ln N; null for N = 1, where both are 0. */
export function normalizedEntropy(layerEntropy: number, nodes: number): number | null {
  return nodes > 1 ? layerEntropy / Math.log(nodes) : null;
}
