import { KerasImage } from './kerasImage.js';
import { replaceFile } from './replaceFile.js';
import type { OptimizerState, WrittenModel, WrittenOptimizer } from './writtenModel.js';

/**
 * Writes a whole model as a Keras `.h5` file, by temporary file and rename. For many files of one network make one
 * `KerasImage` and write its bytes.
 * @param parameters float32, layer after layer, each variable in C order
 * @param training the optimizer and its state, stored beside the weights; null for weights alone
 * @throws {CheckpointError} `usage` for a wrong number of values, `too-large`, `disk-full`, `permission`
 */
export async function writeKerasH5(
  path: string,
  model: WrittenModel,
  parameters: Float32Array,
  training: { readonly optimizer: WrittenOptimizer; readonly state: OptimizerState } | null,
): Promise<void> {
  const image = await KerasImage.create(model, training?.optimizer ?? null);
  replaceFile(path, image.bytes(parameters, training?.state ?? null));
}
