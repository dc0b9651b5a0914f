import { batchShapeField } from '../checkpoint/chain/configFields.js';
import { dissolveModel } from '../checkpoint/chain/dissolveModel.js';
import { callKey, type LayerGraph } from '../checkpoint/chain/layerGraph.js';
import { layerInside } from '../checkpoint/chain/layerRoles.js';
import type { LayerActivity } from '../network/activity.js';
import { CheckpointError, messageOf } from '../network/failure.js';
import type { HiddenLayer, Network } from '../network/network.js';
import type { SampleData } from '../network/sampleData.js';
import type { StoredModel } from '../network/storedModel.js';
import { ActiveNodes } from './activeNodes.js';
import { runForward, type ForwardOptions, type WatchedLayer } from './forwardPass.js';
import { sampleShape } from './sampleShape.js';
import { Untranslatable } from './untranslatable.js';

/**
 * Embedding dimension (Eq. 5) and live nodes of every hidden layer, by sending the samples through the network with
 * TensorFlow.js. What it cannot run gives nulls with the reason.
 * @returns one entry per hidden layer, in the network's order.
 * @throws {CheckpointError} `bad-data` when the data's rows do not fit the model's input, `cancelled`.
 */
export async function measureActivity(
  model: StoredModel,
  network: Network,
  data: SampleData,
  options: ForwardOptions = {},
): Promise<readonly LayerActivity[]> {
  const hidden = network.segments.flatMap((segment, index) =>
    segment.hidden.map((layer) => ({ layer, segment: index })),
  );
  const unmeasured = (reason: string): readonly LayerActivity[] =>
    hidden.map(({ layer, segment }) => ({ ...nothing(layer, segment), reason: reasonOf(layer) ?? reason }));
  const graph = model.architecture === null ? null : dissolveModel(model.architecture.model);
  if (graph === null)
    return unmeasured('Without an architecture the activations are not known, so no sample can be sent through.');
  const inputs = graph.calls.filter(({ className }) => className === 'InputLayer');
  if (inputs.length !== 1)
    return unmeasured(`The model has ${inputs.length} inputs; sample data is read for models with one.`);
  const shape = sampleShape(data, inputShape(graph));
  const watched = hidden.flatMap(({ layer }) => watch(layer, graph) ?? []);
  try {
    await runForward({ model, graph, data, shape, watched }, options);
  } catch (error) {
    if (error instanceof CheckpointError) throw error;
    const why = messageOf(error).replace(/\.$/, '');
    return unmeasured(error instanceof Untranslatable ? `${why}.` : `TensorFlow.js could not run the network: ${why}.`);
  }
  const counts = new Map(watched.map((entry) => [entry.layer, entry]));
  return hidden.map(({ layer, segment }) => {
    const entry = counts.get(layer);
    const samples = data.shape[0] ?? 0;
    if (entry === undefined) return { ...nothing(layer, segment), samples, reason: reasonOf(layer) };
    const { nodes, problem } = entry;
    if (problem !== null) return { ...nothing(layer, segment), reason: problem };
    return {
      segment,
      layer: layer.name,
      embeddingDimension: nodes.most,
      liveNodes: nodes.liveCount(),
      samples: nodes.samples,
      approximate: layer.activity.kind === 'preActivation',
      live: nodes.live,
      reason: null,
    };
  });
}

/** Null for a layer whose activity is undefined. */
function watch(layer: HiddenLayer, graph: LayerGraph): WatchedLayer | null {
  if (layer.activity.kind === 'undefined' || layer.activityLayer === null) return null;
  const maker = graph.calls.find((call) => callKey(call) === layer.name);
  const first = maker !== undefined && layerInside(maker).config['data_format'] === 'channels_first';
  return {
    layer,
    output: layer.activityLayer,
    side: layer.activity.kind === 'output' ? 'after' : 'before',
    axis: first ? 'first' : 'last',
    nodes: new ActiveNodes(layer.nodes),
    problem: null,
  };
}

/** The shape of the model's one input without its batch extent; null when the architecture does not say. */
export function inputShape(graph: LayerGraph): readonly (number | null)[] | null {
  const input = graph.calls.find(({ className }) => className === 'InputLayer');
  return (input === undefined ? null : batchShapeField(input.config))?.slice(1) ?? null;
}

function nothing(layer: HiddenLayer, segment: number) {
  const none = { embeddingDimension: null, liveNodes: null, samples: null, live: null };
  return { segment, layer: layer.name, ...none, approximate: layer.activity.kind === 'preActivation' };
}

function reasonOf({ activity }: HiddenLayer): string | null {
  return activity.kind === 'undefined' ? activity.reason : null;
}
