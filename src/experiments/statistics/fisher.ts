import { overlapWeights } from '../../morphology/hypergeometric.js';

/** So many of a group have a property. */
export interface Counted {
  readonly having: number;
  readonly of: number;
}

/** Tables as likely as the one found but for rounding count as likely, as in scipy. */
const TIE = 1 + 1e-7;

/**
 * Fisher's exact test, two-sided: how likely a table with the same sums is that is no likelier than this one. scipy:
 * `stats.fisher_exact`. 1 where a group is empty.
 */
export function fisherExact(first: Counted, second: Counted): number {
  const { least, weights } = overlapWeights(first.of + second.of, first.of, first.having + second.having);
  const bar = (weights[first.having - least] ?? 0) * TIE;
  let [all, unlikely] = [0, 0];
  for (const weight of weights) {
    all += weight;
    if (weight <= bar) unlikely += weight;
  }
  return unlikely / all;
}
