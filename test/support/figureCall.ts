import type { FigureCall } from '../../src/experiments/figure.js';
import {
  REPRODUCED_DATASETS,
  REPRODUCTION_DEFAULTS,
  type ReproductionOptions,
} from '../../src/protocol/reproduction.js';
import { trainedDataset } from './trainedNetworks.js';

export const ALL_OPTIONS: ReproductionOptions = { ...REPRODUCTION_DEFAULTS, datasets: REPRODUCED_DATASETS, seed: 7 };

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
