import type { FigureChoice } from '../protocol/figure.js';
import type { ReproducedDataset } from '../protocol/reproduction.js';
import type { DatasetPart } from './datasetParts.js';
import type { FigureOutcome } from './figure.js';

/** Which data sets decide where MNIST can only take the verdict away. */
export function decidingDatasets(leastNetworks: number): FigureChoice {
  return {
    name: 'Data sets',
    chosen: `clusters and California Housing decide; MNIST must not contradict them where at least ${leastNetworks} of its networks are shown`,
    why: 'MNIST takes far longer and is trained only where it is asked for.',
  };
}

/**
 * MNIST in place of the clusters, where as much of it is shown as a verdict takes: a verdict that it changes is none.
 * @param names of the statistics that decide, of the clusters
 */
export function mnistInstead(
  parts: ReadonlyMap<ReproducedDataset, DatasetPart>,
  names: readonly string[],
  leastNetworks: number,
): FigureOutcome['alternatives'] {
  const judged = parts.get('mnist')?.judged ?? [];
  const statistics = names.flatMap((name, index) => {
    const statistic = judged[index];
    if (statistic === undefined || statistic.value === null) return [];
    return (statistic.n ?? 0) < leastNetworks ? [] : [{ ...statistic, name }];
  });
  return statistics.length < names.length ? [] : [{ choice: 'MNIST in place of the clusters', statistics }];
}
