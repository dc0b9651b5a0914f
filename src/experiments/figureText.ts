import type { Json } from '../network/json.js';
import type { Chart, FigureStatistic, Series } from '../protocol/figure.js';
import { without } from './datasetNames.js';
import type { Figure } from './figure.js';
import { groupResult } from './groupResult.js';
import { clustersGroup, HIGH_VARIANCE, LOW_VARIANCE } from './groups.js';
import { onClusters } from './onClusters.js';
import { fisherExact, type Counted } from './statistics/fisher.js';
import { CRITERIA, judgeNetworks, JUDGING, type Criterion, type JudgedNetwork } from './structuredNetworks.js';
import { textCounts } from './textCounts.js';

/** Test accuracies that the text counts above and below. */
const [ACCURATE, POOR] = [0.9, 0.5];

const varianceName = (criterion: Criterion): string =>
  `share of structured networks, accurate ones of low minus accurate ones of high variance (${criterion.name})`;
const accuracyName = (criterion: Criterion): string =>
  `share of structured networks, accurate minus poor ones of low variance (${criterion.name})`;
const NAMES = [...CRITERIA.map(varianceName), ...CRITERIA.map(accuracyName)];

/** Counts of accurate and of structured networks (paper, text). */
export const figureText: Figure = onClusters({
  id: 'text',
  title: 'Accurate and structured networks, counted',
  panel: { v1: 'text', v2: 'text' },
  claim:
    'Well trained networks (test accuracy above 90 %) have formed structure if their initial weights had low variance and none if it was high; of those of low variance, very poorly trained ones (below 50 %) seldom have.',
  choices: [
    {
      name: 'Structured',
      chosen:
        'three criteria, which all have to agree: in/out r beyond chance (p < 0.01); r at least 0.5; fewer accessible nodes than in 99 % of the shuffles of its entries',
      why: 'The paper counts structured networks without a criterion, so its counts are not replicated but its comparisons are.',
    },
    {
      name: 'Variance',
      chosen: 'low: U(-0.05, 0.05); high: U(-1, 1)',
      why: 'The intervals are lost from all public texts. The text says a variance 20 times larger; U(-1, 1) is 20 times as wide, and only then do the accuracies fit those reported.',
    },
  ],
  rule: { kind: 'direction', leastNetworks: 20, level: 0.01, statistics: NAMES },
  groups: (options) => ({
    low: clustersGroup(options, { init: LOW_VARIANCE, most: 100 }),
    high: clustersGroup(options, { init: HIGH_VARIANCE, most: 50 }),
  }),
  evaluate: async (results, call) => {
    const judged = (name: string) => judgeNetworks(groupResult(results, name).networks, call);
    const [low, high] = [await judged('low'), await judged('high')];
    const kinds = {
      accurateLow: low.filter(isAccurate),
      accurateHigh: high.filter(isAccurate),
      poorLow: low.filter(isPoor),
    };
    const statistics = [
      ...CRITERIA.map((one) => compared(varianceName(one), one, kinds.accurateLow, kinds.accurateHigh)),
      ...CRITERIA.map((one) => compared(accuracyName(one), one, kinds.accurateLow, kinds.poorLow)),
    ];
    return {
      statistics: [
        ...(call.preview ? statistics.map((one) => ({ ...one, p: null })) : statistics),
        ...textCounts({
          accurateLow: { some: kinds.accurateLow, all: low },
          accurateHigh: { some: kinds.accurateHigh, all: high },
          poorLow: { some: kinds.poorLow, all: low },
        }),
      ],
      alternatives: [],
      pictures: [chart(low, high)],
      settings: { ...JUDGING },
      values: { low: counts(low), high: counts(high) },
      notes: [],
    };
  },
});

function isAccurate({ score }: JudgedNetwork): boolean {
  return score !== null && score > ACCURATE;
}

function isPoor({ score }: JudgedNetwork): boolean {
  return score !== null && score < POOR;
}

/** The difference of two shares, with Fisher's exact test. */
function compared(
  name: string,
  criterion: Criterion,
  first: readonly JudgedNetwork[],
  second: readonly JudgedNetwork[],
): FigureStatistic {
  if (first.length === 0 || second.length === 0) {
    return without(
      name,
      'One of the two kinds of networks that are compared is missing: no network has such an accuracy.',
    );
  }
  const [a, b] = [counted(first, criterion), counted(second, criterion)];
  return {
    name,
    value: a.having / a.of - b.having / b.of,
    p: fisherExact(a, b),
    n: a.of + b.of,
    null: { name: 'independent', mean: 0, sd: null },
    interval: null,
  };
}

function counted(networks: readonly JudgedNetwork[], criterion: Criterion): Counted {
  return { having: networks.filter((network) => criterion.holds(network)).length, of: networks.length };
}

function counts(networks: readonly JudgedNetwork[]): Json {
  const kinds = { all: networks, accurate: networks.filter(isAccurate), poor: networks.filter(isPoor) };
  return Object.fromEntries(
    Object.entries(kinds).map(([kind, some]) => [
      kind,
      {
        networks: some.length,
        structured: Object.fromEntries(CRITERIA.map((one) => [one.name, counted(some, one).having])),
      },
    ]),
  );
}

function chart(low: readonly JudgedNetwork[], high: readonly JudgedNetwork[]): Chart {
  const points = (label: string, role: 'after' | 'other', networks: readonly JudgedNetwork[]): Series => {
    const drawable = networks.flatMap(({ score, r }) => (score === null || r === null ? [] : [{ x: score, y: r }]));
    return { kind: 'points', label, role, x: drawable.map(({ x }) => x), y: drawable.map(({ y }) => y) };
  };
  return {
    kind: 'chart',
    title: 'In/out correlation and accuracy of each network',
    x: { label: 'test accuracy', scale: 'linear', range: [0, 1] },
    y: { label: 'in/out r after training', scale: 'linear', range: [-1, 1] },
    series: [points('low variance', 'after', low), points('high variance', 'other', high)],
    caption: `One point a network of the clusters: ${low.length} of low and ${high.length} of high initial variance.`,
  };
}
