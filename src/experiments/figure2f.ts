import { Pauses } from '../morphology/pause.js';
import type { Chart, FigureStatistic } from '../protocol/figure.js';
import { REPRODUCED_DATASETS, type ReproducedDataset } from '../protocol/reproduction.js';
import { accessibleChart } from './accessibleChart.js';
import { accessibleMeans, dropStatistic } from './accessibleDrop.js';
import { accessibleEnds, ENTRY_SHUFFLES, shuffledEnds } from './accessibleEnds.js';
import { DATASET_NAMES, JUDGED, untrained, without } from './datasetNames.js';
import type { Figure, FigureCall } from './figure.js';
import { firstCountedLayer, mainGroups } from './groups.js';
import { decidingDatasets, mnistInstead } from './mnistInstead.js';
import type { GroupResult, TrainedNetwork } from './networkGroup.js';
import type { Threshold } from './statistics/accessibleNodes.js';
import { RESAMPLES } from './statistics/bootstrap.js';
import { shownNetworks } from './statistics/selectNetworks.js';

/** What one data set gives at one threshold. */
interface Part {
  readonly drop: FigureStatistic;
  readonly beside: readonly FigureStatistic[];
  readonly charts: readonly Chart[];
}

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
    const pauses = new Pauses(call.signal);
    const byMean: Part[] = [];
    const byMedian: Part[] = [];
    const notes: string[] = [];
    const found = new Map<ReproducedDataset, FigureStatistic>();
    for (const dataset of REPRODUCED_DATASETS) {
      const shown = shownOf(dataset, results[dataset], call);
      notes.push(...shown.notes);
      const mean = await partOf({ dataset, threshold: 'mean', networks: shown.networks, call, pauses });
      found.set(dataset, mean.drop);
      byMean.push(mean);
      if (shown.networks !== null) {
        byMedian.push(await partOf({ dataset, threshold: 'median', networks: shown.networks, call, pauses }));
      }
    }
    const parts = [...byMean, ...byMedian];
    return {
      statistics: [...parts.map(({ drop }) => drop), ...parts.flatMap(({ beside }) => beside)],
      alternatives: mnistInstead([found.get('mnist')], [dropName('clusters', 'mean')], LEAST_NETWORKS),
      pictures: parts.flatMap(({ charts }) => charts),
      settings: { entryShuffles: ENTRY_SHUFFLES.final, resamples: RESAMPLES.final },
      values: {},
      notes,
    };
  },
};

function shownOf(dataset: ReproducedDataset, result: GroupResult | undefined, call: FigureCall) {
  if (result === undefined) return { networks: null, notes: [] };
  return shownNetworks(result.networks, call.options.aboveMedian, DATASET_NAMES[dataset]);
}

interface PartOptions {
  readonly dataset: ReproducedDataset;
  readonly threshold: Threshold;
  /** Null where none was trained. */
  readonly networks: readonly TrainedNetwork[] | null;
  readonly call: FigureCall;
  readonly pauses: Pauses;
}

async function partOf({ dataset, threshold, networks, call, pauses }: PartOptions): Promise<Part> {
  const name = dropName(dataset, threshold);
  if (networks === null) return { drop: untrained(name, dataset), beside: [], charts: [] };
  const ends = accessibleEnds(networks, threshold, firstCountedLayer(dataset));
  const of = `${threshold} threshold, ${DATASET_NAMES[dataset]}`;
  if (ends.length === 0) {
    return {
      drop: without(name, `There is no trained network to show of ${DATASET_NAMES[dataset]}.`),
      beside: [],
      charts: [],
    };
  }
  const { seed } = call.options;
  const shuffles = call.preview ? ENTRY_SHUFFLES.preview : ENTRY_SHUFFLES.final;
  const shuffled = await shuffledEnds(ends, { shuffles, seed, pauses });
  return {
    drop: dropStatistic(name, { ends, shuffled, call }),
    beside: accessibleMeans(ends, of),
    charts: [accessibleChart(ends, of, shuffled)],
  };
}
