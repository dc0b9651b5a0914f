import { pearson } from '../morphology/pearson.js';
import type { FigureStatistic } from '../protocol/figure.js';
import { REPRODUCED_DATASETS, type ReproducedDataset } from '../protocol/reproduction.js';
import { DATASET_NAMES, printed } from './datasetNames.js';
import { datasetParts, joined, type DatasetPart, type ShownDataset } from './datasetParts.js';
import type { Figure } from './figure.js';
import { fractionsCharts } from './fractionsChart.js';
import { firstCountedLayer, mainGroups } from './groups.js';
import { inOutEnds, PERMUTATIONS, riseStatistic, type InOutEnds } from './inOutRise.js';
import { liveMaskMatrices } from './liveMask.js';
import { RESAMPLES } from './statistics/bootstrap.js';
import { inOutR, inOutRLive, inOutSample, type InOutSample } from './statistics/inOut.js';
import { meanWithError } from './statistics/meanWithError.js';

const riseName = (dataset: ReproducedDataset): string => `in/out r, end minus start (${DATASET_NAMES[dataset]})`;

/** Outgoing against incoming weight fractions of each node (paper, Fig. 2e). */
export const figure2e: Figure = {
  id: '2e',
  title: 'Outgoing against incoming weight fractions',
  panel: { v1: '3b', v2: '2e' },
  claim: 'After training, the nodes that much weight enters are those that much weight leaves, on three data sets.',
  choices: [
    {
      name: 'Networks',
      chosen:
        '150 of the clusters and of California Housing each and 40 of MNIST, unless another number is asked for; shown are those strictly above the median accuracy, or all',
      why: 'Version 1 trains 100 of each data set, version 2 shows 250 in total.',
    },
    {
      name: 'Layers',
      chosen: 'all hidden layers but the last; of MNIST its ten layers of width 10',
      why: 'Only one column of weights leaves the last one, so its shares cannot form a channel.',
    },
    {
      name: 'Correlation',
      chosen: 'one r for each network, averaged; the pooled r of all nodes beside it',
      why: 'The nodes of one network depend on each other, so networks are what is counted.',
    },
    {
      name: 'Beside it',
      chosen:
        'r of live nodes only, and of the live mask: initial |w|, and 0.1 more between nodes that are live before training',
      why: 'About half of the nodes are dead from the start, which alone gives such a correlation without any training.',
    },
  ],
  rule: {
    kind: 'effect',
    leastNetworks: 20,
    needsP: true,
    everyP: true,
    canDiffer: true,
    conditions: REPRODUCED_DATASETS.map((dataset) => ({
      statistic: riseName(dataset),
      relativeTo: 'zero',
      relation: 'above',
      bound: 0.3,
    })),
  },
  groups: mainGroups,
  evaluate: async (results, call) => ({
    ...joined(await datasetParts(results, call, { judgedNames: (dataset) => [riseName(dataset)], partOf })),
    alternatives: [],
    settings: { permutations: PERMUTATIONS, resamples: RESAMPLES.final },
    values: {},
  }),
};

async function partOf({ dataset, of, networks, call }: ShownDataset): Promise<DatasetPart | null> {
  const firstLayer = firstCountedLayer(dataset);
  const ends = inOutEnds(networks, firstLayer);
  if (ends.length === 0) return null;
  const { statistic } = await riseStatistic(ends, riseName(dataset), call);
  return {
    judged: [statistic],
    beside: besides(ends, of, firstLayer),
    pictures: fractionsCharts(ends, of, statistic.p),
    notes: [],
  };
}

/** What is printed beside the rise. */
function besides(ends: readonly InOutEnds[], of: string, firstLayer: number): FigureStatistic[] {
  const mean = (name: string, valueOf: (ends: InOutEnds) => number | null): FigureStatistic => {
    const { mean: value, n } = meanWithError(ends.map(valueOf));
    return printed(`${name} (${of})`, value, n, 'No network has enough nodes for it.');
  };
  const live = ({ network, end }: InOutEnds): number | null =>
    inOutRLive(end, (network.snapshots.at(-1)?.live ?? []).slice(firstLayer));
  return [
    mean('in/out r at the start', ({ rStart }) => rStart),
    mean('in/out r at the end', ({ rEnd }) => rEnd),
    mean('in/out r at the end, live nodes only', live),
    mean('in/out r of the live mask, without training', ({ network }) =>
      inOutR(inOutSample(liveMaskMatrices(network, firstLayer))),
    ),
    printed(
      `in/out r at the end, all nodes pooled (${of})`,
      pooledR(ends.map(({ end }) => end)),
      ends.length,
      'All nodes have the same shares.',
    ),
  ];
}

function pooledR(samples: readonly InOutSample[]): number | null {
  return pearson(
    samples.flatMap(({ x }) => [...x]),
    samples.flatMap(({ y }) => [...y]),
    1,
  );
}
