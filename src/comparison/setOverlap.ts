import { overlapWeights } from '../morphology/hypergeometric.js';
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
  const { least, weights } = overlapWeights(nodes, sizeA, sizeB);
  const jaccard = (overlap: number): number => overlap / (sizeA + sizeB - overlap);
  let [all, tail, expected] = [0, 0, 0];
  for (const [index, weight] of weights.entries()) {
    const overlap = least + index;
    all += weight;
    expected += weight * jaccard(overlap);
    if (overlap >= shared) tail += weight;
  }
  // The whole distribution is 1, which rounded sums of its parts may miss.
  return { jaccard: jaccard(shared), null: expected / all, p: shared <= least ? 1 : tail / all };
}
