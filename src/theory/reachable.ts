import type { SimulationHead, SimulationStart } from '../protocol/simulation.js';

/** Above 1 by more than rounding. */
const ROUNDING = 1e-9;

/**
 * Whether weights can have connectivities like those of a start. sqrt(r) = sqrt(in fraction) sqrt(out fraction), so that
 * their sum over a layer, S, is at most 1 (Cauchy and Schwarz); and any fractions can be those of weights.
 * @param sums S of the starts: mean and largest
 */
export function reachable(
  start: SimulationStart,
  sums: { readonly mean: number; readonly largest: number },
): SimulationHead['reachable'] {
  if (sums.largest > 1 + ROUNDING) {
    const mean = Number(sums.mean.toPrecision(3));
    return {
      possible: false,
      why: `No weights have connectivities like those at the start: the roots of a layer's connectivities add up to at most 1 (Cauchy and Schwarz), and here to ${mean} on average.`,
    };
  }
  const why: Readonly<Record<SimulationStart, string>> = {
    uniform: `Weights can have such connectivities: by chance the roots of no layer's connectivities add up to more than 1.`,
    simplex: `Weights can have such connectivities: where each node's fractions in and out are equal, the roots of a layer's connectivities add up to 1, as here.`,
    weights: `Weights have such connectivities: they come from matrices drawn at random.`,
  };
  return { possible: true, why: why[start] };
}
