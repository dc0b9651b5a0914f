import { throwIfCancelled } from '../network/failure.js';
import type { Network } from '../network/network.js';
import type { StoredModel } from '../network/storedModel.js';
import type { CallContext } from '../protocol/rpc.js';
import type { MeasureParams, MeasuredCheckpoint } from '../protocol/worker.js';
import { measureNetwork, type MeasureOptions } from '../report/measure.js';
import { heldData } from './heldData.js';
import { headerOf } from './openFile.js';

/** Everything of one open checkpoint. @throws {CheckpointError} `cancelled`, or what the readers throw */
export async function measureFile(
  network: Network,
  model: StoredModel,
  params: MeasureParams,
  call: CallContext,
): Promise<MeasuredCheckpoint> {
  const options = { ...(await measureOptions(network, model, params, call)), signal: call.signal };
  return {
    header: headerOf(network, model),
    ...(await measureNetwork(network, { ...options, onProgress: call.progress })),
  };
}

/** With the forward pass that they need where sample data is attached. */
export async function measureOptions(
  network: Network,
  model: StoredModel,
  { file, prune, edges, data }: MeasureParams,
  call: CallContext,
): Promise<MeasureOptions> {
  const activity = data === null ? null : await measureData(network, model, data, call);
  throwIfCancelled(call.signal);
  return { epoch: file.epoch, file: file.name, prune, edges, activity };
}

async function measureData(network: Network, model: StoredModel, path: string, call: CallContext) {
  // TensorFlow.js is a megabyte that an analysis without data never needs.
  const { measureActivity } = await import('../representation/measureActivity.js');
  return measureActivity(model, network, await heldData(path, call), {
    signal: call.signal,
    onProgress: call.progress,
  });
}
