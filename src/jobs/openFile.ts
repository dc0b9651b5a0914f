import { buildNetwork } from '../checkpoint/chain/buildNetwork.js';
import { openCheckpoint } from '../checkpoint/open.js';
import type { Network } from '../network/network.js';
import type { StoredModel } from '../network/storedModel.js';
import type { CheckpointHeader, RunFile } from '../protocol/worker.js';

/** What a checkpoint holds while it is open. @throws {CheckpointError} what the readers throw */
export function withNetwork<T>(
  file: RunFile,
  use: (network: Network, model: StoredModel) => T | Promise<T>,
): Promise<T> {
  return withModel(file, (model) => use(buildNetwork(model), model));
}

/** The same without its chains. @throws {CheckpointError} what the readers throw */
export async function withModel<T>(file: RunFile, use: (model: StoredModel) => T | Promise<T>): Promise<T> {
  const model = await openCheckpoint(file.path, file.architecture);
  try {
    return await use(model);
  } finally {
    model.close();
  }
}

/** What the header tells. */
export function headerOf(network: Network, model: StoredModel): CheckpointHeader {
  const shapes = network.matrices.map(({ matrix, segment }) => [matrix.name, matrix.inputs, matrix.outputs, segment]);
  return {
    format: model.format,
    producer: model.producer,
    architectureKey: JSON.stringify(shapes),
    parameters: network.parameters,
    layerNames: network.matrices.map(({ matrix }) => matrix.name),
  };
}
