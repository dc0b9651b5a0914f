import type { FigureStatistic } from '../protocol/figure.js';
import type { ReproducedDataset } from '../protocol/reproduction.js';
import { DATASET_NAMES, JUDGED } from './datasetNames.js';
import { datasetParts, joined, type DatasetPart, type ShownDataset } from './datasetParts.js';
import { ENSEMBLE_LAGS } from './ensembleAutocorrelation.js';
import type { Figure, FigureCall } from './figure.js';
import { firstCountedLayer, mainGroups } from './groups.js';
import { epochLagChart, lastLagChart } from './lagCharts.js';
import { beyondGeometry, beyondStatistic, lagName, lagStatistic } from './lagStatistics.js';
import { decidingDatasets, mnistInstead } from './mnistInstead.js';
import { oscillations, ROUNDS, type Oscillation, type Quantity } from './oscillation.js';

const LEAST_NETWORKS = 40;
const QUANTITIES: readonly Quantity[] = ['amplitude', 'entropy'];

const judgedNames = (dataset: ReproducedDataset): readonly string[] =>
  [1, 2].map((lag) => lagName('amplitude', lag, DATASET_NAMES[dataset], null));

/** Autocorrelation of the channel's width along the layers (paper, Fig. 3e). */
export const figure3e: Figure = {
  id: '3e',
  title: 'Oscillation of the channel’s width',
  panel: { v1: '4b', v2: '3e' },
  claim:
    'After training, the increments of the channel’s amplitude from layer to layer are anticorrelated at a distance of one layer, with a period of two.',
  choices: [
    {
      name: 'Quantity',
      chosen: 'increments of the normalised amplitude R, as in version 2; those of the normalised entropy beside them',
      why: 'Version 1 correlates increments of the entropy.',
    },
    {
      name: 'Null',
      chosen:
        'each layer’s values permuted across networks; beside it a model of live nodes without training; p is one-sided, below the null at odd lags and above it at even ones',
      why: 'Increments of independent layers already correlate by -1/2 at lag 1, and neighbouring layers share a matrix.',
    },
    {
      name: 'Period',
      chosen: 'lag 2 has to be positive',
      why: 'An anticorrelation at lag 1 alone shows no period.',
    },
    {
      name: 'Profile',
      chosen: 'the mean of each layer over networks is taken off first',
      why: 'What all networks share along the layers is no oscillation.',
    },
    decidingDatasets(LEAST_NETWORKS),
  ],
  rule: {
    kind: 'effect',
    leastNetworks: LEAST_NETWORKS,
    needsP: true,
    everyP: true,
    canDiffer: true,
    conditions: JUDGED.flatMap((dataset) => {
      const [first = '', second = ''] = judgedNames(dataset);
      return [
        { statistic: first, relativeTo: 'null', relation: 'at most', bound: -0.1 } as const,
        { statistic: second, relativeTo: 'zero', relation: 'above', bound: 0 } as const,
      ];
    }),
  },
  groups: mainGroups,
  evaluate: async (results, call) => {
    const parts = await datasetParts(results, call, { judgedNames, partOf });
    return {
      ...joined(parts),
      alternatives: mnistInstead(parts, judgedNames('clusters'), LEAST_NETWORKS),
      settings: { resamples: ROUNDS.last, resamplesOfEarlyEpochs: ROUNDS.early, permutations: ROUNDS.last },
      values: {},
    };
  },
};

async function partOf({ dataset, of, networks, call, pauses }: ShownDataset): Promise<DatasetPart | null> {
  const found = await oscillations(networks, {
    firstLayer: firstCountedLayer(dataset),
    seed: call.options.seed,
    preview: call.preview,
    pauses,
    progress: (done, total) => call.progress(done, total, `epochs of ${of}`),
  });
  const last = found.at(-1);
  if (last === undefined) return null;
  return {
    judged: statisticsOf(last, 'amplitude', of, call).slice(0, judgedNames(dataset).length),
    beside: found.flatMap((one) => besides(one, of, call)),
    pictures: [
      ...QUANTITIES.map((quantity) => lastLagChart(last, quantity, of)),
      epochLagChart(found, 'amplitude', of),
    ],
    notes: last.networks < LEAST_NETWORKS ? [] : beyondGeometry(last, of),
  };
}

function statisticsOf(one: Oscillation, quantity: Quantity, of: string, { preview }: FigureCall): FigureStatistic[] {
  return ENSEMBLE_LAGS.map((lag) =>
    lagStatistic(
      lagName(quantity, lag, of, one.isLast ? null : one.epoch),
      one[quantity].find((found) => found.lag === lag),
      { networks: one.networks, preview },
    ),
  );
}

/** Of the last epoch all lags, and what is beyond geometry; of the others lags 1 and 2. */
function besides(one: Oscillation, of: string, call: FigureCall): readonly FigureStatistic[] {
  return QUANTITIES.flatMap((quantity) => {
    const all = statisticsOf(one, quantity, of, call);
    if (!one.isLast) return all.slice(0, 2);
    const beyond = [1, 2].map((lag) =>
      beyondStatistic(
        lagName(quantity, lag, of, null),
        one[quantity].find((found) => found.lag === lag),
        one.networks,
      ),
    );
    return [...(quantity === 'amplitude' ? all.slice(2) : all), ...beyond];
  });
}
