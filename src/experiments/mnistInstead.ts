import type { FigureStatistic } from '../protocol/figure.js';
import type { FigureOutcome } from './figure.js';

/**
 * MNIST in place of the clusters, where as much of it is shown as a verdict takes: a verdict that it changes is none.
 * @param judged of MNIST, as far as there is any
 * @param names of the same statistics of the clusters
 */
export function mnistInstead(
  judged: readonly (FigureStatistic | undefined)[],
  names: readonly string[],
  leastNetworks: number,
): FigureOutcome['alternatives'] {
  const statistics = names.flatMap((name, index) => {
    const statistic = judged[index];
    if (statistic === undefined || statistic.value === null) return [];
    return (statistic.n ?? 0) < leastNetworks ? [] : [{ ...statistic, name }];
  });
  return statistics.length < names.length ? [] : [{ choice: 'MNIST in place of the clusters', statistics }];
}
