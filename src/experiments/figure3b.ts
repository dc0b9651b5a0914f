import type { Chart } from '../protocol/figure.js';
import { SIMULATION_DEFAULTS, type SimulationSettings } from '../protocol/simulation.js';
import { incrementCharts } from '../theory/simulationCharts.js';
import { BOUNDARY_WORDS, START_WORDS } from '../theory/simulationWords.js';
import { CHAIN_STEPS, chainChoices, rangeVariants, REACHABLE } from './chainChoices.js';
import {
  decidingStatistics,
  lagStatistic,
  OSCILLATION_RULE,
  simulateVariants,
  variantValues,
  type ChainPart,
  type ChainVariant,
} from './chainVariants.js';
import type { Figure, FigureOutcome } from './figure.js';

const LAYERS = 200;
/** The paper draws one chain, of which alone no null can be made. */
const CHAINS = 20;

/** Amplitude increments along one long chain under Eq. 110 (paper, Fig. 3b). */
export const figure3b: Figure = {
  id: '3b',
  title: 'Amplitude increments along 200 simulated layers',
  panel: { v1: null, v2: '3b' },
  claim: 'Coupled to their neighbours, the amplitude increments of successive layers alternate.',
  choices: [
    ...chainChoices,
    {
      name: 'Ends of the chain',
      chosen: BOUNDARY_WORDS.periodic,
      why: 'The paper says nothing of them; of 200 layers they hardly matter, and Fig. 3c tries the others.',
    },
    {
      name: 'Chains',
      chosen: `${CHAINS}, of which the first is drawn`,
      why: 'The paper draws one; it takes several to tell an oscillation from its null.',
    },
    {
      name: 'Region drawn larger',
      chosen: 'the middle 40 layers',
      why: 'The paper shows an “exemplary region”; the middle is not chosen by what is seen there.',
    },
  ],
  rule: OSCILLATION_RULE,
  groups: () => ({}),
  evaluate: (_, call) => simulateVariants(variantsOf(call.options.seed), call, outcomeOf),
};

/** The main choice first, then the start that no weights have. */
function variantsOf(seed: number): ChainVariant[] {
  const chain = { ...SIMULATION_DEFAULTS.interlayer, layers: LAYERS, runs: CHAINS, steps: CHAIN_STEPS, seed };
  const main: SimulationSettings = { ...chain, ...REACHABLE };
  return [
    { choice: 'the main choice', settings: main, isDrawn: false },
    { choice: START_WORDS.uniform, settings: { ...main, r0: 'uniform', c: 1, time: 0.2 }, isDrawn: false },
    { choice: START_WORDS.weights, settings: { ...main, r0: 'weights' }, isDrawn: false },
    ...rangeVariants(main),
  ];
}

function outcomeOf(parts: readonly ChainPart[]): FigureOutcome {
  const [main, unreachable, ...others] = parts;
  if (main === undefined) throw new Error('Nothing was simulated.');
  const { nodes, layers, runs, time, steps, r0, c, boundary, seed } = main.settings;
  const beside =
    unreachable === undefined
      ? []
      : ([1, 2] as const).map((lag) =>
          lagStatistic(`unreachable start: R increments, lag ${lag}`, unreachable.amplitude, lag, unreachable),
        );
  return {
    statistics: [...decidingStatistics(main), ...beside],
    alternatives: others.map((part) => ({ choice: part.choice, statistics: decidingStatistics(part) })),
    pictures: [
      ...chartsOf(main, 'a start weights can have'),
      ...(unreachable === undefined ? [] : chartsOf(unreachable, 'a start no weights have')),
    ],
    settings: { nodes, layers, chains: runs, time, steps, start: r0, c, boundary, seed },
    values: { variants: parts.map(variantValues) },
    notes: [],
  };
}

function chartsOf({ settings, runs }: ChainPart, start: string): Chart[] {
  const first = runs.amplitude.values.subarray(0, settings.layers);
  return incrementCharts(settings, first).map((chart) => ({ ...chart, title: `${chart.title}: ${start}` }));
}
