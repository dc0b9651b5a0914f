import { activityOf, innerActivation, layerActivation } from '../checkpoint/chain/activations.js';
import { callKey, type LayerGraph } from '../checkpoint/chain/layerGraph.js';
import { layerInside, layerRole } from '../checkpoint/chain/layerRoles.js';
import type { HiddenLayer, Network } from '../network/network.js';
import type { SampleData } from '../network/sampleData.js';
import type { StoredModel } from '../network/storedModel.js';
import { forwardInput, nodeAxis, tryForward } from './forwardInput.js';
import type { ForwardOptions, WatchedLayer } from './forwardPass.js';
import { KeptActivations } from './keptActivations.js';

/** What a hidden layer puts out for each sample. */
export interface Activations {
  readonly nodes: number;
  readonly samples: number;
  /** Positions x nodes of one sample; one position but for convolutions and sequences. */
  readonly perSample: number;
  /** samples x positions x nodes, after the activation function. */
  readonly values: Float32Array;
}

/**
 * Sends samples through a network and keeps what hidden layers put out: all of it, so the caller sees to it that it fits
 * into memory.
 * @param layers places among the hidden layers of all segments.
 * @returns for each of `layers` its activations, or why there are none, in a sentence.
 * @throws {CheckpointError} `bad-data` when the data's rows do not fit the model's input, `cancelled`.
 */
export async function hiddenActivations(
  model: StoredModel,
  network: Network,
  data: SampleData,
  layers: readonly number[],
  options: ForwardOptions = {},
): Promise<readonly (Activations | string)[]> {
  const input = forwardInput(model, data);
  if (typeof input === 'string') return layers.map(() => input);
  const hidden = network.segments.flatMap((segment) => segment.hidden);
  const samples = data.shape[0] ?? 0;
  const watched = layers.map((place) => {
    const layer = hidden[place];
    return layer === undefined ? null : watch(layer, input.graph, samples);
  });
  const known = watched.filter((entry) => entry !== null);
  const failure = await tryForward({ model, data, ...input, watched: known }, options);
  return watched.map((entry) => {
    if (failure !== null) return failure;
    if (entry === null) return 'The architecture does not say which output belongs to the layer.';
    if (entry.problem !== null) return entry.problem;
    const { values, perSample } = entry.nodes;
    return { nodes: entry.layer.nodes, samples, perSample, values };
  });
}

function watch(layer: HiddenLayer, graph: LayerGraph, samples: number): WatchedLayer<KeptActivations> | null {
  if (layer.activityLayer === null) return null;
  return {
    layer,
    output: activationKey(layer, layer.activityLayer, graph),
    side: 'after',
    axis: nodeAxis(layer, graph),
    nodes: new KeptActivations(layer.nodes, samples),
    problem: null,
  };
}

/** Where the pre-activation is what counts nodes, the activation behind it: a layer of its own, or inside the same one. */
function activationKey({ activity }: HiddenLayer, shownBy: string, graph: LayerGraph): string {
  if (activity.kind !== 'preActivation') return shownBy;
  const key = shownBy.replace(/\/activation$/, '');
  const base = graph.calls.find((call) => callKey(call) === key);
  if (base === undefined) return shownBy;
  const isInside = key === shownBy && innerActivation(layerInside(base).config) !== 'linear';
  const after = graph.calls.find((call) => {
    if (call.inputs[0]?.call !== base.id || layerRole(call).kind !== 'activation') return false;
    const { className, config } = layerInside(call);
    return activityOf(layerActivation(className, config)).kind === 'preActivation';
  });
  return after === undefined || isInside ? key : callKey(after);
}
