/**
 * P(overlap) of two random sets of these sizes among so many nodes, up to a factor, for each overlap from the least to the
 * most possible: by the ratio of neighbours from the mode outwards, so that nothing overflows.
 */
export function overlapWeights(nodes: number, sizeA: number, sizeB: number): { least: number; weights: Float64Array } {
  const least = Math.max(0, sizeA + sizeB - nodes);
  const most = Math.min(sizeA, sizeB);
  const weights = new Float64Array(most - least + 1);
  const mode = Math.min(most, Math.max(least, Math.floor(((sizeA + 1) * (sizeB + 1)) / (nodes + 2))));
  // P(k + 1) / P(k)
  const ratio = (k: number): number => ((sizeA - k) * (sizeB - k)) / ((k + 1) * (nodes - sizeA - sizeB + k + 1));
  weights[mode - least] = 1;
  for (let k = mode; k < most; k++) weights[k + 1 - least] = (weights[k - least] ?? 0) * ratio(k);
  for (let k = mode; k > least; k--) weights[k - 1 - least] = (weights[k - least] ?? 0) / ratio(k - 1);
  return { least, weights };
}
