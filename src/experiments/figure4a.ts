import { Pauses } from '../morphology/pause.js';
import type { FigureChoice } from '../protocol/figure.js';
import type { Figure } from './figure.js';
import { inOutEnds } from './inOutRise.js';
import { spreadChart, spreadCorrelation, spreadGroups, spreadNetworks, type SpreadValues } from './initialSpread.js';
import { onClusters } from './onClusters.js';
import { RESAMPLES } from './statistics/bootstrap.js';

const NAME = 'Spearman correlation of in/out r with the standard deviation of the initial weights';

/** The paper gives neither the spreads of the scan nor how many networks each has. */
export const SPREAD_CHOICE: FigureChoice = {
  name: 'Initial weights',
  chosen:
    'uniform in ±0.02, 0.05, 0.1, 0.22, 0.5, 0.77 and 1, at most 50 networks of the clusters each; standard deviations are these over √3',
  why: 'The paper names no interval and no data set; these reach from where a channel always forms to where none does.',
};

/** In/out correlation against the standard deviation of the initial weights (paper, Fig. 4a). */
export const figure4a: Figure = onClusters({
  id: '4a',
  title: 'In/out correlation by the spread of the initial weights',
  panel: { v1: null, v2: '4a' },
  claim:
    'The larger the variance of the initial weights, the weaker incoming and outgoing weights correlate after training.',
  choices: [SPREAD_CHOICE],
  rule: {
    kind: 'effect',
    leastNetworks: 20,
    needsP: true,
    canDiffer: true,
    conditions: [{ statistic: NAME, relativeTo: 'zero', relation: 'at most', bound: -0.5 }],
  },
  groups: spreadGroups,
  evaluate: async (results, call) => {
    const pauses = new Pauses(call.signal);
    const { spreads, notes } = spreadNetworks(results, call.options.aboveMedian);
    const [before, after]: [SpreadValues[], SpreadValues[]] = [[], []];
    for (const { deviation, networks } of spreads) {
      await pauses.pause();
      const ends = inOutEnds(networks, 0);
      before.push({ deviation, values: ends.map(({ rStart }) => rStart) });
      after.push({ deviation, values: ends.map(({ rEnd }) => rEnd) });
    }
    return {
      statistics: [spreadCorrelation(NAME, after, 'falls', call)],
      alternatives: [],
      pictures: [spreadChart(after, { title: 'In/out correlation', y: 'in/out r', before })],
      settings: { resamples: RESAMPLES.final },
      values: {},
      notes,
    };
  },
});
