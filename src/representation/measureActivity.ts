import type { LayerGraph } from '../checkpoint/chain/layerGraph.js';
import type { LayerActivity } from '../network/activity.js';
import type { HiddenLayer, Network } from '../network/network.js';
import type { SampleData } from '../network/sampleData.js';
import type { StoredModel } from '../network/storedModel.js';
import { ActiveNodes } from './activeNodes.js';
import { forwardInput, nodeAxis, tryForward } from './forwardInput.js';
import type { ForwardOptions, WatchedLayer } from './forwardPass.js';

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
  const input = forwardInput(model, data);
  if (typeof input === 'string') return unmeasured(input);
  const watched = hidden.flatMap(({ layer }) => watch(layer, input.graph) ?? []);
  const failure = await tryForward({ model, data, ...input, watched }, options);
  if (failure !== null) return unmeasured(failure);
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
function watch(layer: HiddenLayer, graph: LayerGraph): WatchedLayer<ActiveNodes> | null {
  if (layer.activity.kind === 'undefined' || layer.activityLayer === null) return null;
  return {
    layer,
    output: layer.activityLayer,
    side: layer.activity.kind === 'output' ? 'after' : 'before',
    axis: nodeAxis(layer, graph),
    nodes: new ActiveNodes(layer.nodes),
    problem: null,
  };
}

function nothing(layer: HiddenLayer, segment: number) {
  const none = { embeddingDimension: null, liveNodes: null, samples: null, live: null };
  return { segment, layer: layer.name, ...none, approximate: layer.activity.kind === 'preActivation' };
}

function reasonOf({ activity }: HiddenLayer): string | null {
  return activity.kind === 'undefined' ? activity.reason : null;
}
