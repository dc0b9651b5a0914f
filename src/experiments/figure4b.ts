import { Pauses } from '../morphology/pause.js';
import { accessibleEnds, sumOf } from './accessibleEnds.js';
import type { Figure } from './figure.js';
import { SPREAD_CHOICE } from './figure4a.js';
import { spreadChart, spreadCorrelation, spreadGroups, spreadNetworks, type SpreadValues } from './initialSpread.js';
import type { TrainedNetwork } from './networkGroup.js';
import { onClusters } from './onClusters.js';
import type { Threshold } from './statistics/accessibleNodes.js';
import { RESAMPLES } from './statistics/bootstrap.js';

const NAME =
  'Spearman correlation of the fraction of accessible nodes with the standard deviation of the initial weights';

/** Accessible nodes after over before training, against the standard deviation of the initial weights (paper, Fig. 4b). */
export const figure4b: Figure = onClusters({
  id: '4b',
  title: 'Fraction of accessible nodes by the spread of the initial weights',
  panel: { v1: null, v2: '4b' },
  claim:
    'The larger the variance of the initial weights, the more of the accessible nodes stay accessible in training.',
  choices: [
    SPREAD_CHOICE,
    {
      name: 'Fraction',
      chosen: 'accessible nodes of all hidden layers after training over those before, pruned at the mean of |w|',
      why: 'The paper divides the lines of Fig. 2f, which have a value for each layer.',
    },
  ],
  rule: {
    kind: 'effect',
    leastNetworks: 20,
    needsP: true,
    canDiffer: true,
    conditions: [{ statistic: NAME, relativeTo: 'zero', relation: 'at least', bound: 0.5 }],
  },
  groups: spreadGroups,
  evaluate: async (results, call) => {
    const pauses = new Pauses(call.signal);
    const { spreads, notes } = spreadNetworks(results, call.options.aboveMedian);
    const [byMean, byMedian]: [SpreadValues[], SpreadValues[]] = [[], []];
    for (const { deviation, networks } of spreads) {
      await pauses.pause();
      byMean.push({ deviation, values: fractionsOf(networks, 'mean') });
      byMedian.push({ deviation, values: fractionsOf(networks, 'median') });
    }
    const y = 'accessible after / before';
    return {
      statistics: [
        spreadCorrelation(NAME, byMean, 'rises', call),
        spreadCorrelation(`${NAME}, median threshold`, byMedian, 'rises', call),
      ],
      alternatives: [],
      pictures: [spreadChart(byMean, { title: 'Fraction of accessible nodes, mean threshold', y, before: null })],
      settings: { resamples: RESAMPLES.final },
      values: {},
      notes,
    };
  },
});

function fractionsOf(networks: readonly TrainedNetwork[], threshold: Threshold): number[] {
  // A trained network's output reaches back at least one node, so no sum is 0; before training none is either.
  return accessibleEnds(networks, threshold).map(({ before, after }) => sumOf(after) / sumOf(before));
}
