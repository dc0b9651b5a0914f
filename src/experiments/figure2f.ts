import type { ReproducedDataset } from '../protocol/reproduction.js';
import { accessibleChart } from './accessibleChart.js';
import { accessibleMeans, dropStatistic } from './accessibleDrop.js';
import { accessibleEnds, ENTRY_SHUFFLES, shuffledEnds } from './accessibleEnds.js';
import { DATASET_NAMES, JUDGED } from './datasetNames.js';
import { datasetParts, joined, type DatasetPart, type ShownDataset } from './datasetParts.js';
import type { Figure } from './figure.js';
import { firstCountedLayer, mainGroups } from './groups.js';
import { decidingDatasets, mnistInstead } from './mnistInstead.js';
import type { Threshold } from './statistics/accessibleNodes.js';
import { RESAMPLES } from './statistics/bootstrap.js';

const LEAST_NETWORKS = 20;

const dropName = (dataset: ReproducedDataset, threshold: Threshold): string =>
  `accessible nodes a layer, trained minus entry-shuffled, ${threshold} threshold (${DATASET_NAMES[dataset]})`;

/** Accessible nodes by layer before and after training (paper, Fig. 2f). */
export const figure2f: Figure = {
  id: '2f',
  title: 'Accessible nodes by layer',
  panel: { v1: '3c', v2: '2f' },
  claim:
    'Counted back from the output through the weights that pruning leaves, accessible nodes stay as many from layer to layer while weights are random, and become clearly fewer in a trained network.',
  choices: [
    {
      name: 'Threshold',
      chosen: 'the mean of |w| of each matrix; the median is shown beside it',
      why: 'Version 2 and the text of version 1 prune at the mean, the methods of version 1 at the median.',
    },
    {
      name: 'Layers',
      chosen: 'all hidden layers, the last included',
      why: 'In the last one shuffling changes nothing, as a single column of weights leaves it, which makes the mean difference a tenth smaller.',
    },
    {
      name: 'Null',
      chosen: 'the trained weights with the entries of each matrix in random order',
      why: 'Weights of another distribution keep other shares of their entries, so trained and untrained counts differ without any structure.',
    },
    decidingDatasets(LEAST_NETWORKS),
  ],
  rule: {
    kind: 'effect',
    leastNetworks: LEAST_NETWORKS,
    needsP: true,
    everyP: true,
    canDiffer: true,
    conditions: JUDGED.map((dataset) => ({
      statistic: dropName(dataset, 'mean'),
      relativeTo: 'zero',
      relation: 'at most',
      bound: -1,
    })),
  },
  groups: mainGroups,
  evaluate: async (results, call) => {
    const judgedNames = (dataset: ReproducedDataset): readonly string[] => [dropName(dataset, 'mean')];
    const parts = await datasetParts(results, call, { judgedNames, partOf });
    return {
      ...joined(parts),
      alternatives: mnistInstead(parts, judgedNames('clusters'), LEAST_NETWORKS),
      settings: { entryShuffles: ENTRY_SHUFFLES.final, resamples: RESAMPLES.final },
      values: {},
    };
  },
};

/** The mean threshold decides, the median is beside it. */
async function partOf(shown: ShownDataset): Promise<DatasetPart | null> {
  const [mean, median] = [await prunedAt('mean', shown), await prunedAt('median', shown)];
  if (mean === null || median === null) return null;
  return {
    judged: [mean.drop],
    beside: [median.drop, ...mean.beside, ...median.beside],
    pictures: [mean.chart, median.chart],
    notes: [],
  };
}

async function prunedAt(threshold: Threshold, { dataset, of: name, networks, call, pauses }: ShownDataset) {
  const ends = accessibleEnds(networks, threshold, firstCountedLayer(dataset));
  if (ends.length === 0) return null;
  const of = `${threshold} threshold, ${name}`;
  const shuffles = call.preview ? ENTRY_SHUFFLES.preview : ENTRY_SHUFFLES.final;
  const shuffled = await shuffledEnds(ends, { shuffles, seed: call.options.seed, pauses });
  return {
    drop: dropStatistic(dropName(dataset, threshold), { ends, shuffled, call }),
    beside: accessibleMeans(ends, of),
    chart: accessibleChart(ends, of, shuffled),
  };
}
