import type { Chart, FigureStatistic } from '../protocol/figure.js';
import { SIMULATION_DEFAULTS, type SimulationSettings } from '../protocol/simulation.js';
import { histogram } from '../theory/intralayerStatistics.js';
import { emptyIntralayerRuns, runIntralayer, type IntralayerRuns } from '../theory/runIntralayer.js';
import { histogramChart } from '../theory/simulationCharts.js';
import { START_WORDS } from '../theory/simulationWords.js';
import type { Figure, FigureCall, FigureOutcome } from './figure.js';
import { histogramStatistics, MODE_OVER_VALLEY } from './layerHistogram.js';
import { RESAMPLES } from './statistics/bootstrap.js';

/** Ranges of the growth constants that are offered; the paper names none. */
const RANGES = [1, 10, 50, 100, 200] as const;
const LEAST_RATIO = 3;
/** The histogram is shown again after so many simulations. */
const SHOWN_EVERY = 250;

interface Part {
  readonly settings: SimulationSettings;
  readonly runs: IntralayerRuns;
  readonly statistics: readonly FigureStatistic[];
}

/** Connectivities in a layer under Eq. 3 (paper, Fig. 2b). */
export const figure2b: Figure = {
  id: '2b',
  title: 'Connectivities within a layer become bimodal',
  panel: { v1: '2c', v2: '2b' },
  claim: 'Because growth and shrinkage are bounded, the connectivities of a layer become bimodal.',
  choices: [
    {
      name: 'Range of the growth constants',
      chosen: 'c ~ U(0, 100) up to time 1',
      why: 'The paper says “uniform” without a range, and only c times time matters; U(0, 1), U(0, 10), U(0, 50) and U(0, 200) are tried too.',
    },
    {
      name: 'Start',
      chosen: START_WORDS.simplex,
      why: 'The paper says “uniform”. No weights have connectivities whose roots add up to more than 1; the raw draw and random weights are tried too.',
    },
    {
      name: 'Steps',
      chosen: '250 fixed steps of 5th order (Dormand and Prince), as in the paper',
      why: 'A simulation for which they are too long is taken on in steps chosen by an error estimate.',
    },
  ],
  rule: {
    kind: 'effect',
    leastNetworks: 20,
    needsP: false,
    canDiffer: false,
    conditions: [{ statistic: MODE_OVER_VALLEY, relativeTo: 'zero', relation: 'at least', bound: LEAST_RATIO }],
  },
  groups: () => ({}),
  evaluate: async (_, call) => {
    const main = { ...SIMULATION_DEFAULTS.intralayer, seed: call.options.seed };
    const others = [
      ...RANGES.filter((c) => c !== main.c).map((c) => ({ ...main, c })),
      { ...main, r0: 'weights' as const },
      { ...main, r0: 'uniform' as const },
    ];
    const parts: Part[] = [];
    const all = [main, ...others];
    for (const [place, settings] of all.entries()) {
      parts.push(await simulatePart(settings, call, { before: place, of: all.length, isMain: place === 0 }));
      call.show(outcomeOf(parts));
    }
    return outcomeOf(parts);
  },
};

async function simulatePart(
  settings: SimulationSettings,
  call: FigureCall,
  { before, of, isMain }: { readonly before: number; readonly of: number; readonly isMain: boolean },
): Promise<Part> {
  const runs = emptyIntralayerRuns(settings);
  // The rule asks for the interval of the main choice only.
  const resamples = !isMain ? 0 : call.preview ? RESAMPLES.preview : RESAMPLES.final;
  const onRun = (done: number): void => {
    call.progress(before * settings.runs + done, of * settings.runs, 'simulations');
    if (isMain && done % SHOWN_EVERY === 0 && done < settings.runs) call.show(filling(settings, runs, done));
  };
  await runIntralayer(settings, runs, { signal: call.signal, onRun });
  return { settings, runs, statistics: histogramStatistics(settings, runs, resamples) };
}

/** The histogram of the simulations that are finished. */
function filling(settings: SimulationSettings, runs: IntralayerRuns, done: number): FigureOutcome {
  const sofar = { ...settings, runs: done };
  const part = { ...runs, connectivities: runs.connectivities.subarray(0, done * settings.nodes) };
  return outcomeOf([{ settings: sofar, runs: part, statistics: histogramStatistics(sofar, part, RESAMPLES.preview) }]);
}

/** @param parts the main choice first, then what the paper leaves open */
function outcomeOf(parts: readonly Part[]): FigureOutcome {
  const [main, ...others] = parts;
  if (main === undefined) throw new Error('Nothing was simulated.');
  const { nodes, runs, time, steps, r0, c, seed } = main.settings;
  const ranges = parts.filter(({ settings }) => settings.r0 === r0);
  return {
    statistics: main.statistics,
    alternatives: others.map(({ settings, statistics }) => ({
      choice: choiceOf(settings),
      statistics: statistics.slice(0, 1),
    })),
    pictures: [
      histogramChart(main.settings, histogram(main.runs.connectivities)),
      ...(ranges.length === RANGES.length ? [rangesChart(ranges)] : []),
    ],
    settings: { nodes, simulations: runs, time, steps, start: r0, c, seed },
    values: {
      histograms: parts.map(({ settings, runs: { connectivities, adaptiveRuns } }) => ({
        start: settings.r0,
        c: settings.c,
        ...histogram(connectivities),
        simulationsInShorterSteps: adaptiveRuns,
      })),
    },
    notes: [],
  };
}

function choiceOf({ r0, c }: SimulationSettings): string {
  return `${START_WORDS[r0]}, c ~ U(0, ${c})`;
}

function rangesChart(parts: readonly Part[]): Chart {
  const sorted = parts.toSorted((a, b) => a.settings.c - b.settings.c);
  const x = sorted.map(({ settings }) => settings.c);
  const line = { kind: 'line', error: null } as const;
  return {
    kind: 'chart',
    title: 'Upper mode over valley, by the range of c',
    x: { label: 'largest growth constant c', scale: 'log', range: null },
    y: { label: 'nodes above 0.95 / in the emptiest bin', scale: 'linear', range: null },
    series: [
      { ...line, label: 'needed', role: 'null', x, y: x.map(() => LEAST_RATIO), dashed: true, dots: false },
      {
        ...line,
        label: 'simulated',
        role: 'after',
        x,
        y: sorted.map(({ statistics }) => statistics[0]?.value ?? null),
        dashed: false,
        dots: true,
      },
    ],
    caption: '0 where no node is above 0.95. Only c times time matters, and the paper gives no range of c.',
  };
}
