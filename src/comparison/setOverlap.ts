import type { ChannelOverlap } from '../protocol/comparison.js';

/**
 * How much two sets of nodes of one layer have in common, beside what random sets of these sizes would have: their overlap
 * follows the hypergeometric distribution.
 * @param nodes of the layer
 * @param sizeA of one set, from 1
 * @param sizeB of the other, from 1
 * @param shared nodes in both
 */
export function setOverlap(nodes: number, sizeA: number, sizeB: number, shared: number): ChannelOverlap {
  const least = Math.max(0, sizeA + sizeB - nodes);
  const most = Math.min(sizeA, sizeB);
  const jaccard = (overlap: number): number => overlap / (sizeA + sizeB - overlap);
  let [all, tail, expected] = [0, 0, 0];
  for (const [index, weight] of overlapWeights(nodes, sizeA, sizeB, least, most).entries()) {
    const overlap = least + index;
    all += weight;
    expected += weight * jaccard(overlap);
    if (overlap >= shared) tail += weight;
  }
  // The whole distribution is 1, which rounded sums of its parts may miss.
  return { jaccard: jaccard(shared), null: expected / all, p: shared <= least ? 1 : tail / all };
}

/** P(overlap) up to a factor, for each overlap from `least` to `most`, by the ratio of neighbours from the mode outwards. */
function overlapWeights(nodes: number, sizeA: number, sizeB: number, least: number, most: number): Float64Array {
  const weights = new Float64Array(most - least + 1);
  const mode = Math.min(most, Math.max(least, Math.floor(((sizeA + 1) * (sizeB + 1)) / (nodes + 2))));
  // P(k + 1) / P(k)
  const ratio = (k: number): number => ((sizeA - k) * (sizeB - k)) / ((k + 1) * (nodes - sizeA - sizeB + k + 1));
  weights[mode - least] = 1;
  for (let k = mode; k < most; k++) weights[k + 1 - least] = (weights[k - least] ?? 0) * ratio(k);
  for (let k = mode; k > least; k--) weights[k - 1 - least] = (weights[k - least] ?? 0) / ratio(k - 1);
  return weights;
}
