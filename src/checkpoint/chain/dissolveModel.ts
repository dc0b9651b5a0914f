import { CheckpointError } from '../../network/failure.js';
import type { JsonObject } from '../../network/json.js';
import { corrupt } from './configFields.js';
import type { NodeReference } from './inboundNodes.js';
import type { LayerCall, LayerGraph, TensorSource } from './layerGraph.js';
import { modelConfig, type ConfiguredLayer, type ModelConfig } from './modelConfig.js';

/** Models that share themselves at every level grow exponentially when dissolved; no real one comes near this. */
const MAX_CALLS = 100_000;

/**
 * The graph of a Keras configuration, nested models dissolved into their layers.
 * @returns null when the configuration holds no graph (a subclassed model).
 * @throws {CheckpointError} `corrupt` when a layer refers to one that does not exist or the graph has a circle.
 */
export function dissolveModel(model: JsonObject): LayerGraph | null {
  const config = modelConfig(model);
  if (config === null) return null;
  const progress: Progress = { calls: [], seen: new Map(), left: MAX_CALLS };
  const outputs = dissolve(config, '', null, progress);
  return { calls: progress.calls, outputs };
}

interface Progress {
  readonly calls: LayerCall[];
  /** How often each layer was called so far, by path. */
  readonly seen: Map<string, number>;
  /** Calls of layers and models that are still allowed. */
  left: number;
}

/**
 * Appends the calls of one model.
 * @param given what the model is called with; null for the outermost, whose inputs are InputLayers.
 */
function dissolve(
  model: ModelConfig,
  prefix: string,
  given: readonly TensorSource[] | null,
  progress: Progress,
): readonly TensorSource[] {
  const { calls, seen } = progress;
  const offsets = nodeOffsets(model);
  /** Outputs of each call that has been placed, by `layer` and node index. */
  const placed = new Map<string, readonly TensorSource[]>();
  model.inputs.forEach((input, index) => {
    const source = given?.[index];
    if (source !== undefined) placed.set(nodeKey(input.layer, 0), [source]);
  });
  const locate = (reference: NodeReference): TensorSource | undefined => {
    const node = reference.node - (offsets.get(reference.layer) ?? 0);
    const outputs = placed.get(nodeKey(reference.layer, node));
    const [only] = outputs ?? [];
    // Layers with several outputs (an LSTM with states) have one source a tensor; ordinary ones are numbered on demand.
    return outputs?.[reference.tensor] ?? (only === undefined ? undefined : { ...only, output: reference.tensor });
  };
  const place = (
    layer: ConfiguredLayer,
    inputs: readonly TensorSource[],
    masks: readonly TensorSource[],
    hasArguments: boolean,
  ): readonly TensorSource[] => {
    const path = prefix + layer.name;
    if (--progress.left < 0) {
      throw new CheckpointError(
        'too-large',
        `The model calls its layers more than ${MAX_CALLS} times and is not analysed.`,
      );
    }
    if (layer.model !== null) return dissolve(layer.model, `${path}/`, inputs, progress);
    const { className, builtIn, config } = layer;
    const occurrence = seen.get(path) ?? 0;
    seen.set(path, occurrence + 1);
    const id = calls.length;
    calls.push({ id, path, className, builtIn, config, inputs, masks, occurrence, hasArguments });
    return [{ call: id, output: 0 }];
  };

  let waiting = model.layers.flatMap((layer) => {
    const nodes = layer.calls.length > 0 ? layer.calls : [{ references: [], masks: [], hasArguments: false }];
    return nodes.map((node, index) => ({ layer, node, index }));
  });
  while (waiting.length > 0) {
    const blocked = waiting.filter(({ layer, node, index }) => {
      const key = nodeKey(layer.name, index);
      if (placed.has(key)) return false;
      const inputs = node.references.map(locate);
      const masks = node.masks.map(locate);
      if (!inputs.every((input) => input !== undefined) || !masks.every((mask) => mask !== undefined)) return true;
      placed.set(key, place(layer, inputs, masks, node.hasArguments));
      return false;
    });
    if (blocked.length === waiting.length) {
      throw corrupt(
        prefix + (blocked[0]?.layer.name ?? ''),
        'takes its input from a layer that the architecture does not hold',
      );
    }
    waiting = blocked;
  }
  return model.outputs.map((output) => {
    const source = locate(output);
    if (source === undefined)
      throw corrupt(prefix + output.layer, 'is an output of the model, but is not one of its layers');
    return source;
  });
}

/**
 * Models nested in models begin with a node of their own, so that references to their first call say 1, not 0; which
 * Keras version and class does so is seen from the references themselves.
 */
function nodeOffsets(model: ModelConfig): Map<string, number> {
  const highest = new Map<string, number>();
  const note = (reference: NodeReference): void => {
    highest.set(reference.layer, Math.max(reference.node, highest.get(reference.layer) ?? 0));
  };
  for (const layer of model.layers) for (const node of layer.calls) node.references.forEach(note);
  model.outputs.forEach(note);
  const offsets = new Map<string, number>();
  for (const { name, model: inner, calls } of model.layers) {
    const past = (highest.get(name) ?? 0) + 1 - Math.max(1, calls.length);
    if (inner !== null && past > 0) offsets.set(name, past);
  }
  return offsets;
}

function nodeKey(layer: string, node: number): string {
  return `${node} ${layer}`;
}
