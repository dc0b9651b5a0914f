import type { FigureChoice } from '../protocol/figure.js';
import type { SimulationSettings } from '../protocol/simulation.js';
import { START_WORDS } from '../theory/simulationWords.js';
import type { ChainVariant } from './chainVariants.js';

/** Ranges of the couplings that are offered; the paper names none. */
const RANGES = [1, 5, 20, 50] as const;
/** The paper gives the number of steps for Figure 2b alone. */
export const CHAIN_STEPS = 50;
/** Where the equations are steeper. */
export const MORE_STEPS = 100;
/** The main choice: a start that weights can have, and couplings by which layers settle within time 1. */
export const REACHABLE = { r0: 'simplex', c: 20 } as const;

/** What Figures 3b and 3c leave open alike. */
export const chainChoices: readonly FigureChoice[] = [
  {
    name: 'Start',
    chosen: START_WORDS.simplex,
    why: 'The paper says “uniform”. The roots of a layer’s connectivities add up to at most 1 in any network (Cauchy and Schwarz); of a raw uniform draw for 10 nodes they add up to about 6.7. Random weights are tried too, and the raw draw is shown beside.',
  },
  {
    name: 'Range of the couplings',
    chosen: `U(0, ${REACHABLE.c}) up to time 1`,
    why: `The paper says “uniform” without a range, and only their product with time matters; ${RANGES.filter(
      (c) => c !== REACHABLE.c,
    )
      .map((c) => `U(0, ${c})`)
      .join(', ')} are tried too.`,
  },
  {
    name: 'Steps',
    chosen: `${CHAIN_STEPS} fixed steps of 5th order (Dormand and Prince), ${MORE_STEPS} where the equations are steeper`,
    why: 'The paper names the scheme, and 250 steps for Fig. 2b alone. A simulation for which they are too long is taken on in steps chosen by an error estimate.',
  },
  {
    name: 'Null',
    chosen: 'each layer’s values permuted across simulations',
    why: 'Increments of independent layers already have about -1/2 at lag 1, so that this alone is no oscillation.',
  },
];

/** The other ranges, one reading each. */
export function rangeVariants(main: SimulationSettings): ChainVariant[] {
  return RANGES.filter((c) => c !== main.c).map((c) => ({
    choice: `couplings ~ U(0, ${c})`,
    settings: { ...main, c, steps: c > main.c ? MORE_STEPS : main.steps },
    isDrawn: false,
  }));
}
