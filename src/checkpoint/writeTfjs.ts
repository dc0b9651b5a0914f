import { join } from 'node:path';
import { CheckpointError } from '../network/failure.js';
import { makeFolder, replaceFile } from './replaceFile.js';
import { KERAS_VERSIONS, parameterCount, type WrittenModel } from './writtenModel.js';

const SHARD = 'group1-shard1of1.bin';

/**
 * Writes a model as TensorFlow.js' layers format: `model.json` and one shard beside it, which `tf.loadLayersModel` reads
 * (tfjs-core/src/io/types.ts, `ModelJSON`). The shard is written first, so that no `model.json` names one that is missing.
 * @param model in Keras 2's spelling, the only one that TensorFlow.js reads
 * @param folder is made when it is not there
 * @param parameters float32, layer after layer, each variable in C order
 * @param version of Morphoscope, for `generatedBy`
 */
export function writeTfjs(folder: string, model: WrittenModel, parameters: Float32Array, version: string): void {
  if (parameters.length !== parameterCount(model)) {
    throw new CheckpointError(
      'usage',
      `${parameters.length} values were given for a network of ${parameterCount(model)} parameters.`,
    );
  }
  const weights = model.layers.flatMap((layer) =>
    layer.variables.map(({ name, shape }) => ({ name, shape, dtype: 'float32' })),
  );
  const json = {
    format: 'layers-model',
    generatedBy: `morphoscope ${version}`,
    convertedBy: null,
    modelTopology: {
      keras_version: KERAS_VERSIONS[model.dialect],
      backend: 'tensor_flow.js',
      model_config: model.config,
    },
    weightsManifest: [{ paths: [SHARD], weights }],
  };
  makeFolder(folder);
  replaceFile(join(folder, SHARD), new Uint8Array(parameters.buffer, parameters.byteOffset, parameters.byteLength));
  replaceFile(join(folder, 'model.json'), JSON.stringify(json));
}
