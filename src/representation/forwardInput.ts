import { batchShapeField } from '../checkpoint/chain/configFields.js';
import { dissolveModel } from '../checkpoint/chain/dissolveModel.js';
import { callKey, type LayerGraph } from '../checkpoint/chain/layerGraph.js';
import { layerInside } from '../checkpoint/chain/layerRoles.js';
import { CheckpointError, messageOf } from '../network/failure.js';
import type { HiddenLayer } from '../network/network.js';
import type { SampleData } from '../network/sampleData.js';
import type { StoredModel } from '../network/storedModel.js';
import { runForward, type ForwardJob, type ForwardOptions } from './forwardPass.js';
import { sampleShape } from './sampleShape.js';
import { Untranslatable } from './untranslatable.js';

/**
 * What decides how samples enter a model.
 * @returns why none can be sent through, in a sentence, where that is so.
 * @throws {CheckpointError} `bad-data` when the data's rows do not fit the model's input.
 */
export function forwardInput(model: StoredModel, data: SampleData): Pick<ForwardJob, 'graph' | 'shape'> | string {
  const graph = model.architecture === null ? null : dissolveModel(model.architecture.model);
  if (graph === null) return 'Without an architecture the activations are not known, so no sample can be sent through.';
  const inputs = graph.calls.filter(({ className }) => className === 'InputLayer');
  if (inputs.length !== 1) return `The model has ${inputs.length} inputs; sample data is read for models with one.`;
  return { graph, shape: sampleShape(data, inputShape(graph)) };
}

/** The shape of the model's one input without its batch extent; null when the architecture does not say. */
export function inputShape(graph: LayerGraph): readonly (number | null)[] | null {
  const input = graph.calls.find(({ className }) => className === 'InputLayer');
  return (input === undefined ? null : batchShapeField(input.config))?.slice(1) ?? null;
}

/**
 * Sends samples through; what TensorFlow.js cannot run is no failure of the whole.
 * @returns null, or why it could not be done, in a sentence.
 * @throws {CheckpointError} `cancelled`, or what the readers throw.
 */
export async function tryForward(job: ForwardJob, options: ForwardOptions): Promise<string | null> {
  try {
    await runForward(job, options);
    return null;
  } catch (error) {
    if (error instanceof CheckpointError) throw error;
    const why = messageOf(error).replace(/\.$/, '');
    return error instanceof Untranslatable ? `${why}.` : `TensorFlow.js could not run the network: ${why}.`;
  }
}

/** Where the nodes of a layer stand among the axes of a sample. */
export function nodeAxis(layer: HiddenLayer, graph: LayerGraph): 'last' | 'first' {
  const maker = graph.calls.find((call) => callKey(call) === layer.name);
  return maker !== undefined && layerInside(maker).config['data_format'] === 'channels_first' ? 'first' : 'last';
}
