import { dissolveModel } from '../checkpoint/chain/dissolveModel.js';
import type { SampleData } from '../network/sampleData.js';
import type { StoredModel } from '../network/storedModel.js';
import { inputShape } from './forwardInput.js';
import { sampleShape } from './sampleShape.js';

/**
 * Whether a model can read this data, before all checkpoints of a run are measured with it. Models whose input is not
 * known, or that have several, are no fault of the data: their layers say why they have no activity.
 * @throws {CheckpointError} `bad-data` when a row has another number of values than the model reads.
 */
export function checkSampleData(model: StoredModel, data: SampleData): void {
  if (model.architecture === null) return;
  const graph = dissolveModel(model.architecture.model);
  if (graph === null) return;
  const inputs = graph.calls.filter(({ className }) => className === 'InputLayer');
  if (inputs.length === 1) sampleShape(data, inputShape(graph));
}
