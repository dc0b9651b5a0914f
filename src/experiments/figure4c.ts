import { Pauses } from '../morphology/pause.js';
import type { FigureStatistic } from '../protocol/figure.js';
import { accessibleChart } from './accessibleChart.js';
import { accessibleEnds, meanOf, type AccessibleEnds } from './accessibleEnds.js';
import { printed, without } from './datasetNames.js';
import type { Figure, FigureCall } from './figure.js';
import { groupResult } from './groupResult.js';
import { mainGroup } from './groups.js';
import { onClusters } from './onClusters.js';
import { bootstrap, bootstrapP, meanAt, RESAMPLES } from './statistics/bootstrap.js';
import { finalScore } from './statistics/selectNetworks.js';

const DIFFERENCE = 'drop of accessible nodes a layer, poor minus accurate networks';
const SHARE = 'drop of poor networks as a share of that of accurate ones';

/** Test accuracies: below the first in version 2, below the second in version 1; accurate networks are above the third. */
const [POOR, POOR_V1, ACCURATE] = [0.2, 0.5, 0.9];

/** Accessible nodes of poorly trained networks (paper, Fig. 4c). */
export const figure4c: Figure = onClusters({
  id: '4c',
  title: 'Accessible nodes of poorly trained networks',
  panel: { v1: null, v2: '4c' },
  claim:
    'Networks that failed to learn (test accuracy below 20 %) lose fewer accessible nodes; of this panel only the caption can be read, so the claim is our reading.',
  choices: [
    {
      name: 'Poorly trained',
      chosen: 'test accuracy below 20 %; version 1 says below 50 %, and a verdict that this changes is undecided',
      why: 'The two versions of the paper differ.',
    },
    {
      name: 'Fewer',
      chosen: 'less than half of what networks with a test accuracy above 90 % lose',
      why: 'The paper shows no number to compare with.',
    },
    {
      name: 'Chance',
      chosen: 'p is the share of bootstrap resamples in which poor networks lose at least as many as accurate ones',
      why: 'The claim compares two groups of networks, and each is resampled by itself.',
    },
  ],
  rule: {
    kind: 'effect',
    leastNetworks: 10,
    needsP: true,
    canDiffer: true,
    conditions: [
      { statistic: DIFFERENCE, relativeTo: 'zero', relation: 'below', bound: 0 },
      { statistic: SHARE, relativeTo: 'zero', relation: 'below', bound: 0.5 },
    ],
  },
  groups: (options) => ({ clusters: mainGroup('clusters', options) }),
  evaluate: async (results, call) => {
    const all = groupResult(results, 'clusters').networks;
    await new Pauses(call.signal).pause();
    const ends = accessibleEnds(all, 'mean');
    const score = ({ network }: AccessibleEnds): number | null => finalScore(network);
    const below = (bound: number) => ends.filter((one) => (score(one) ?? Infinity) < bound);
    const accurate = ends.filter((one) => (score(one) ?? -Infinity) > ACCURATE);
    const [poor, poorV1] = [below(POOR), below(POOR_V1)];
    return {
      statistics: [...compared(poor, accurate, POOR, call), ...drops(poor, accurate)],
      alternatives: [
        { choice: 'test accuracy below 50 % as poor', statistics: compared(poorV1, accurate, POOR_V1, call) },
      ],
      pictures: [
        { ends: poor, of: 'test accuracy below 20 %' },
        { ends: poorV1, of: 'test accuracy below 50 %' },
        { ends: accurate, of: 'test accuracy above 90 %' },
      ].flatMap(({ ends: shown, of }) => (shown.length === 0 ? [] : [accessibleChart(shown, of)])),
      settings: { resamples: RESAMPLES.final },
      values: { networks: all.length, below20: poor.length, below50: poorV1.length, above90: accurate.length },
      notes: [],
    };
  },
});

/** How much less the one kind drops than the other; `n` is the number of the rarer. */
function compared(
  poor: readonly AccessibleEnds[],
  accurate: readonly AccessibleEnds[],
  bound: number,
  { options, preview }: FigureCall,
): readonly FigureStatistic[] {
  const missing = whyNone(poor, accurate, bound);
  if (missing !== null) return [without(DIFFERENCE, missing), without(SHARE, missing)];
  const [ofPoor, ofAccurate] = [poor.map(dropOf), accurate.map(dropOf)];
  const means = (drawn: readonly Int32Array[]): [number, number] => [
    meanAt(ofPoor, drawn[0] ?? []),
    meanAt(ofAccurate, drawn[1] ?? []),
  ];
  const sizes = [poor.length, accurate.length];
  const resampling = { resamples: preview ? RESAMPLES.preview : RESAMPLES.final, seed: options.seed };
  const difference = bootstrap(sizes, (drawn) => means(drawn)[0] - means(drawn)[1], resampling);
  const share = bootstrap(sizes, (drawn) => shareOf(...means(drawn)), resampling);
  const common = { n: Math.min(...sizes), null: null };
  const p = preview || difference === null ? null : bootstrapP(difference, (value) => value >= 0);
  const [meanPoor, meanAccurate] = [meanOf(ofPoor), meanOf(ofAccurate)];
  const value = shareOf(meanPoor, meanAccurate);
  const ofShare: FigureStatistic = { ...common, name: SHARE, value, p: null, interval: share?.interval ?? null };
  return [
    { ...common, name: DIFFERENCE, value: meanPoor - meanAccurate, p, interval: difference?.interval ?? null },
    value === null
      ? { ...ofShare, reasons: { value: 'Accurate networks have no drop that it could be a share of.' } }
      : ofShare,
  ];
}

function whyNone(poor: readonly AccessibleEnds[], accurate: readonly AccessibleEnds[], bound: number): string | null {
  if (poor.length === 0) return `No network of the clusters has a test accuracy below ${bound * 100} %.`;
  return accurate.length === 0 ? `No network of the clusters has a test accuracy above ${ACCURATE * 100} %.` : null;
}

/** Nodes a layer that are accessible before training and not after. */
function dropOf({ before, after }: AccessibleEnds): number {
  return meanOf(before) - meanOf(after);
}

function shareOf(drop: number, of: number): number | null {
  return of > 0 ? drop / of : null;
}

function drops(poor: readonly AccessibleEnds[], accurate: readonly AccessibleEnds[]): FigureStatistic[] {
  const drop = (name: string, ends: readonly AccessibleEnds[]): FigureStatistic =>
    printed(
      `drop of accessible nodes a layer, ${name}`,
      ends.length === 0 ? null : meanOf(ends.map(dropOf)),
      ends.length,
      'There is no such network.',
    );
  return [drop('poor networks', poor), drop('accurate networks', accurate)];
}
