import type { Chart, FigureStatistic } from '../protocol/figure.js';
import { SIMULATION_DEFAULTS, type SimulationSettings } from '../protocol/simulation.js';
import { simulatedLag } from '../theory/chainLags.js';
import { autocorrelationChart } from '../theory/simulationCharts.js';
import { BOUNDARY_WORDS, simulatedWords, START_WORDS } from '../theory/simulationWords.js';
import {
  decidingStatistics,
  lagStatistic,
  OSCILLATION_RULE,
  simulateVariants,
  variantValues,
  type ChainPart,
  type ChainVariant,
} from './chainVariants.js';
import { chainChoices, CHAIN_STEPS, MORE_STEPS, rangeVariants, REACHABLE } from './chainChoices.js';
import type { Figure, FigureOutcome } from './figure.js';

/** Autocorrelation of amplitude increments under Eq. 110 (paper, Fig. 3c). */
export const figure3c: Figure = {
  id: '3c',
  title: 'Autocorrelation of increments along simulated layers',
  panel: { v1: '2f', v2: '3c' },
  claim: 'Lateral inhibition between layers makes the channel width oscillate with a period of two layers.',
  choices: [
    ...chainChoices,
    {
      name: 'Ends of the chain',
      chosen: BOUNDARY_WORDS.periodic,
      why: `The paper says nothing of them; ${BOUNDARY_WORDS.clamped} and ${BOUNDARY_WORDS.free} are tried too.`,
    },
  ],
  rule: OSCILLATION_RULE,
  groups: () => ({}),
  evaluate: (_, call) => simulateVariants(variantsOf(call.options.seed), call, outcomeOf),
};

/** The main choice first. */
function variantsOf(seed: number): ChainVariant[] {
  const main: SimulationSettings = { ...SIMULATION_DEFAULTS.interlayer, ...REACHABLE, steps: CHAIN_STEPS, seed };
  const variant = (choice: string, settings: Partial<SimulationSettings>, isDrawn = true): ChainVariant => {
    return { choice, settings: { ...main, ...settings }, isDrawn };
  };
  const raw = { r0: 'uniform', c: 1 } as const;
  return [
    variant('the main choice', {}),
    variant(START_WORDS.weights, { r0: 'weights' }),
    // Where the pattern of this start is clearest, and at the time of Figure 2b.
    variant(`${START_WORDS.uniform}, time 0.2`, { ...raw, time: 0.2 }),
    variant(`${START_WORDS.uniform}, time 1`, { ...raw, steps: MORE_STEPS }),
    ...(['clamped', 'free'] as const).map((boundary) => variant(BOUNDARY_WORDS[boundary], { boundary }, false)),
    ...rangeVariants(main),
  ];
}

function outcomeOf(parts: readonly ChainPart[]): FigureOutcome {
  const [main] = parts;
  if (main === undefined) throw new Error('Nothing was simulated.');
  const reachable = parts.filter(({ settings }) => settings.r0 !== 'uniform');
  const unreachable = parts.filter(({ settings }) => settings.r0 === 'uniform');
  const { nodes, layers, runs, time, steps, r0, c, boundary, seed } = main.settings;
  return {
    statistics: [
      ...decidingStatistics(main),
      lagStatistic('autocorrelation of entropy increments, lag 1', main.entropy, 1, main),
      lagStatistic('autocorrelation of entropy increments, lag 2', main.entropy, 2, main),
      lagStatistic('autocorrelation of R itself, lag 1', main.level, 1, main),
      ...unreachable.flatMap(unreachableStatistics),
    ],
    alternatives: reachable.slice(1).map((part) => ({ choice: part.choice, statistics: decidingStatistics(part) })),
    pictures: parts.filter(({ isDrawn }) => isDrawn).map(chartOf),
    settings: { nodes, layers, simulations: runs, time, steps, start: r0, c, boundary, seed },
    values: { variants: parts.map(variantValues) },
    notes: unreachable.length === 0 ? [] : [UNREACHABLE_NOTE],
  };
}

const UNREACHABLE_NOTE =
  'The alternation of the raw start r(0) ~ U(0, 1) is shown beside and decides nothing: its roots add up to more than 1, which no weights can have.';

function unreachableStatistics(part: ChainPart): FigureStatistic[] {
  const at = `unreachable start, time ${part.settings.time}`;
  return [
    lagStatistic(`${at}: R increments, lag 1`, part.amplitude, 1, part),
    lagStatistic(`${at}: R increments, lag 2`, part.amplitude, 2, part),
  ];
}

function chartOf({ settings, amplitude, entropy, level }: ChainPart): Chart {
  const chart = autocorrelationChart(simulatedWords(settings), [
    { label: 'increments of R', role: 'after', lags: amplitude.map(simulatedLag) },
    { label: 'increments of entropy', role: 'other', lags: entropy.map(simulatedLag) },
    { label: 'R itself', role: 'reference', lags: level.map(simulatedLag) },
  ]);
  const start = {
    simplex: 'a start that weights can have',
    weights: 'random weights',
    uniform: `a start no weights have, time ${settings.time}`,
  }[settings.r0];
  return { ...chart, title: `Autocorrelation from ${start}` };
}
