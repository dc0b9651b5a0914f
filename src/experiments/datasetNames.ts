import type { FigureStatistic } from '../protocol/figure.js';
import type { ReproducedDataset } from '../protocol/reproduction.js';

/** As statistics and charts name them. */
export const DATASET_NAMES: Readonly<Record<ReproducedDataset, string>> = {
  clusters: 'clusters',
  'california-housing': 'California Housing',
  mnist: 'MNIST',
};

/** Data sets that a rule of each data set names; MNIST, which takes far longer, is shown beside and can only take the verdict away. */
export const JUDGED: readonly ReproducedDataset[] = ['clusters', 'california-housing'];

/** A statistic of a data set that was not chosen, which says how to get it. */
export function untrained(name: string, dataset: ReproducedDataset): FigureStatistic {
  const value = `No network was trained on ${DATASET_NAMES[dataset]}: add it to the data sets for a verdict.`;
  return without(name, value);
}

/** A statistic that there is nothing to compute of. @param reason a sentence */
export function without(name: string, reason: string): FigureStatistic {
  return { name, value: null, p: null, n: 0, null: null, interval: null, reasons: { value: reason } };
}

/** A number that is printed beside those that decide. */
export function printed(name: string, value: number | null, n: number, reason: string): FigureStatistic {
  const statistic = { name, value, p: null, n, null: null, interval: null };
  return value === null ? { ...statistic, reasons: { value: reason } } : statistic;
}
