import type { FigureCall } from '../../src/experiments/figure.js';
import { FIGURE_IDS } from '../../src/protocol/figure.js';
import { REPRODUCED_DATASETS, type ReproductionOptions } from '../../src/protocol/reproduction.js';
import { trainedDataset } from './trainedNetworks.js';

/** Everything, with the defaults of the command line. */
export const ALL_OPTIONS: ReproductionOptions = {
  figures: FIGURE_IDS,
  datasets: REPRODUCED_DATASETS,
  networks: null,
  seed: 7,
  aboveMedian: true,
};

/** A figure's last call, on the data of the fixture's networks. */
export function figureCall(fields: Partial<FigureCall> = {}, options: Partial<ReproductionOptions> = {}): FigureCall {
  return {
    options: { ...ALL_OPTIONS, ...options },
    preview: false,
    signal: new AbortController().signal,
    show: () => undefined,
    progress: () => undefined,
    dataset: () => Promise.resolve(trainedDataset()),
    ...fields,
  };
}
