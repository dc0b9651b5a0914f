import type { FigureStatistic } from '../protocol/figure.js';
import type { SimulationSettings } from '../protocol/simulation.js';
import { BINS, bimodality, histogram, modeOverValley, shareWithin } from '../theory/intralayerStatistics.js';
import type { IntralayerRuns } from '../theory/runIntralayer.js';
import { printed } from './datasetNames.js';
import { bootstrap } from './statistics/bootstrap.js';

export const MODE_OVER_VALLEY = 'nodes with r > 0.95 over those in the emptiest bin below';

/** What is read off the connectivities of simulated layers, the primary one first. @param resamples 0 for no interval */
export function histogramStatistics(
  { nodes, runs, seed }: SimulationSettings,
  { connectivities, closedFormError }: IntralayerRuns,
  resamples: number,
): FigureStatistic[] {
  const layers = Array.from({ length: runs }, (_, run) => {
    return histogram(connectivities.subarray(run * nodes, (run + 1) * nodes)).counts;
  });
  const ratio =
    resamples === 0
      ? null
      : bootstrap([runs], ([drawn]) => modeOverValley(total(layers, drawn ?? [])), { resamples, seed });
  const plain = (name: string, value: number | null): FigureStatistic =>
    printed(name, value, runs, 'All connectivities are alike.');
  return [
    { ...plain(MODE_OVER_VALLEY, modeOverValley(histogram(connectivities).counts)), interval: ratio?.interval ?? null },
    plain('share of nodes with r >= 0.5', shareWithin(connectivities, 0.5, Infinity)),
    plain('share of nodes with r < 0.05', shareWithin(connectivities, -Infinity, 0.05)),
    {
      ...plain('bimodality coefficient, (skewness² + 1) / kurtosis', bimodality(connectivities)),
      null: { name: 'uniform distribution', mean: 5 / 9, sd: null },
    },
    plain('largest difference of the fixed steps from the closed form', closedFormError),
  ];
}

/** Counts of the drawn layers together. */
function total(layers: readonly (readonly number[])[], drawn: ArrayLike<number>): number[] {
  const sums = new Array<number>(BINS).fill(0);
  for (let i = 0; i < drawn.length; i++) {
    const counts = layers[drawn[i] as number] as readonly number[];
    for (let bin = 0; bin < BINS; bin++) sums[bin] = (sums[bin] as number) + (counts[bin] as number);
  }
  return sums;
}
