import { dataSource } from '../training/datasets/registry.js';
import type { LoadOptions } from '../training/datasets/source.js';
import type { Dataset, Samples } from '../training/settings.js';
import { trainingError } from './createTrainer.js';

/**
 * A data set, loaded once, its numbers in memory that all threads share.
 * @param files its original files, in their order
 * @throws {CheckpointError} what loading gives
 */
export async function loadShared(dataset: string, files: readonly string[], options: LoadOptions): Promise<Dataset> {
  try {
    const data = await dataSource(dataset).load(files, options);
    return { ...data, train: shared(data.train), test: shared(data.test) };
  } catch (error) {
    throw trainingError(error);
  }
}

function shared({ count, x, y }: Samples): Samples {
  const copy = (values: Float32Array): Float32Array => {
    const target = new Float32Array(new SharedArrayBuffer(values.byteLength));
    target.set(values);
    return target;
  };
  return { count, x: copy(x), y: copy(y) };
}
