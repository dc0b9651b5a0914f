import { summarize } from '../morphology/nullDistribution.js';
import type { FigureStatistic } from '../protocol/figure.js';
import { ENTRY_SHUFFLES, meanOf, type AccessibleEnds } from './accessibleEnds.js';
import { printed } from './datasetNames.js';
import type { FigureCall } from './figure.js';
import { bootstrapMean, RESAMPLES } from './statistics/bootstrap.js';
import type { ShuffledAccessible } from './statistics/entryShuffle.js';
import { meanWithError } from './statistics/meanWithError.js';

/** Mean over networks and layers, less that of the shuffled entries. */
export function dropStatistic(
  name: string,
  {
    ends,
    shuffled,
    call,
  }: { ends: readonly AccessibleEnds[]; shuffled: readonly ShuffledAccessible[]; call: FigureCall },
): FigureStatistic {
  const expected = shuffled.map(({ rounds }) => meanOf(rounds));
  const drops = ends.map(({ after }, k) => meanOf(after) - (expected[k] ?? 0));
  const value = meanOf(drops);
  const resamples = call.preview ? RESAMPLES.preview : RESAMPLES.final;
  const interval = bootstrapMean(drops, { resamples, seed: call.options.seed })?.interval ?? null;
  const statistic = { name, value, p: null, n: ends.length, null: null, interval };
  if (call.preview) return statistic;
  const rounds = Float64Array.from({ length: ENTRY_SHUFFLES.final }, (_, round) =>
    meanOf(shuffled.map((one, k) => (one.rounds[round] ?? 0) - (expected[k] ?? 0))),
  );
  const p = (1 + rounds.filter((mean) => mean <= value).length) / (1 + rounds.length);
  return { ...statistic, p, null: { name: 'entries shuffled', mean: 0, sd: summarize(rounds).sd } };
}

/** Mean counts before and after training. */
export function accessibleMeans(ends: readonly AccessibleEnds[], of: string): FigureStatistic[] {
  const mean = (name: string, valueOf: (ends: AccessibleEnds) => readonly number[]): FigureStatistic =>
    printed(`${name} (${of})`, meanWithError(ends.map((one) => meanOf(valueOf(one)))).mean, ends.length, '');
  return [
    mean('accessible nodes a layer, before training', ({ before }) => before),
    mean('accessible nodes a layer, after training', ({ after }) => after),
  ];
}
