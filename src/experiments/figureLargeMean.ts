import { Pauses } from '../morphology/pause.js';
import type { FigureStatistic } from '../protocol/figure.js';
import { sumOf } from './accessibleEnds.js';
import { printed, without } from './datasetNames.js';
import type { Figure, FigureCall } from './figure.js';
import { fractionsCharts } from './fractionsChart.js';
import { groupResult } from './groupResult.js';
import { clustersGroup } from './groups.js';
import { inOutEnds, PERMUTATIONS, riseStatistic, type InOutEnds } from './inOutRise.js';
import type { EpochSnapshot, GroupResult, TrainedNetwork } from './networkGroup.js';
import { onClusters } from './onClusters.js';
import { bootstrapP, RESAMPLES } from './statistics/bootstrap.js';
import { meanWithError } from './statistics/meanWithError.js';
import { networkMatrices } from './statistics/networkMatrices.js';
import { finalScore, shownNetworks } from './statistics/selectNetworks.js';

const NAME = 'in/out r, end minus start';
/** As in Fig. 2e, where it is exceeded. */
const BOUND = 0.3;
/** Means of the initial weights: the one that decides, and one just above 0.1, below which layers of 10 nodes shrink what they are given. */
const MEANS = [0.2, 0.12] as const;
/** The weights spread as much around it as in all other figures. */
const LIMIT = 0.05;
const NETWORKS = 50;

const groupName = (mean: number): string => `mean ${mean}`;

/** Homogeneous initial weights with a large mean, which the paper's text predicts to form nothing and never tests. */
export const figureLargeMean: Figure = onClusters({
  id: 'large-mean',
  title: 'Homogeneous start with a large mean',
  panel: { v1: 'text', v2: 'text' },
  claim: 'From initial weights that are all alike but large no channel forms, because weights need not grow.',
  choices: [
    {
      name: 'Large mean',
      chosen: 'weights from U(0.15, 0.25), biases 0; a verdict that a mean of 0.12 changes is undecided',
      why: 'The paper names no number and never tests it. With 10 nodes a layer its assumption that weights grow needs a mean of |w| below 0.1. Both were chosen after a look at a few networks: from 0.15 on they hardly learn, at 0.12 they do.',
    },
    {
      name: 'Networks',
      chosen: 'all of them, whatever their accuracy',
      why: 'The prediction is on how weights move, and most such networks may fail to learn.',
    },
    {
      name: 'Chance',
      chosen: 'p is the share of bootstrap resamples in which r rises by 0.3 or more',
      why: 'That nothing forms cannot be told from chance by a null in which nothing forms.',
    },
  ],
  rule: {
    kind: 'effect',
    leastNetworks: 20,
    needsP: true,
    canDiffer: true,
    conditions: [{ statistic: NAME, relativeTo: 'zero', relation: 'below', bound: BOUND }],
  },
  groups: (options) =>
    Object.fromEntries(
      MEANS.map((mean) => [
        groupName(mean),
        clustersGroup(options, { init: { kind: 'around', mean, limit: LIMIT }, most: NETWORKS }),
      ]),
    ),
  evaluate: async (results, call) => {
    const [main, other] = [await partOf(MEANS[0], results, call), await partOf(MEANS[1], results, call)];
    return {
      statistics: [main.rise, ...main.beside, ...other.beside],
      alternatives: [{ choice: `a mean of ${MEANS[1]}`, statistics: [other.rise] }],
      pictures: [...main.charts, ...other.charts],
      settings: { permutations: PERMUTATIONS, resamples: RESAMPLES.final },
      values: { [groupName(MEANS[1])]: { rise: other.rise.value, networks: other.rise.n } },
      notes: [...main.notes, ...other.notes],
    };
  },
});

async function partOf(mean: number, results: Readonly<Record<string, GroupResult>>, call: FigureCall) {
  await new Pauses(call.signal).pause();
  const of = `the clusters with initial weights around ${mean}`;
  const { networks, notes } = shownNetworks(groupResult(results, groupName(mean)).networks, false, of);
  const ends = inOutEnds(networks, 0);
  if (ends.length === 0) {
    const rise = without(NAME, `There is no network of ${of} with weights to correlate.`);
    return { rise, beside: [], charts: [], notes };
  }
  const { statistic, scatter } = await riseStatistic(ends, NAME, call);
  const p = call.preview || scatter === null ? null : bootstrapP(scatter, (rise) => rise >= BOUND);
  return {
    rise: { ...statistic, p },
    beside: besides(ends, mean),
    charts: fractionsCharts(ends, `weights around ${mean}`, null),
    notes,
  };
}

/** Accuracy and growth of weights tell whether nothing forms because nothing is learnt. */
function besides(ends: readonly InOutEnds[], start: number): FigureStatistic[] {
  const mean = (name: string, valueOf: (one: InOutEnds) => number | null): FigureStatistic => {
    const { mean: value, n } = meanWithError(ends.map(valueOf));
    return printed(`${name} (mean ${start})`, value, n, 'No network has it.');
  };
  return [
    mean('in/out r at the start', ({ rStart }) => rStart),
    mean('in/out r at the end', ({ rEnd }) => rEnd),
    mean('test accuracy', ({ network }) => finalScore(network)),
    mean('mean |w|, end over start', ({ network }) => growthOf(network)),
  ];
}

function growthOf({ widths, snapshots }: TrainedNetwork): number | null {
  const [first, last] = [snapshots[0], snapshots.at(-1)];
  if (first === undefined || last === undefined) return null;
  const total = ({ parameters }: EpochSnapshot): number =>
    networkMatrices(widths, parameters).reduce((sum, { values }) => sum + sumOf(values), 0);
  return total(last) / total(first);
}
