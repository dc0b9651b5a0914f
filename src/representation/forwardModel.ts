import type { SymbolicTensor } from '@tensorflow/tfjs-layers';
import { callKey, type LayerCall, type LayerGraph, type TensorSource } from '../checkpoint/chain/layerGraph.js';
import { layerRole } from '../checkpoint/chain/layerRoles.js';
import { isObject, type JsonObject } from '../network/json.js';
import { messageOf } from '../network/failure.js';
import { translateActivation, type TranslatedLayer } from './activationTranslation.js';
import { apply, applyLikeKeras, construct, type Layer } from './layerApplication.js';
import { isIdle, translateLayer } from './layerTranslation.js';
import type { Purpose } from './purpose.js';
import { registerResetAfterGru } from './resetAfterGru.js';
import type { Tensorflow } from './tensorflow.js';
import { Untranslatable } from './untranslatable.js';

/** A Keras graph built of TensorFlow.js layers, activations as layers of their own; weights are not set yet. */
export interface ForwardModel {
  readonly input: SymbolicTensor;
  /** What a call puts out, by `callKey`; after its own activation. */
  readonly outputs: ReadonlyMap<string, SymbolicTensor>;
  /** The same before its own activation, for layers that have one. */
  readonly preActivations: ReadonlyMap<string, SymbolicTensor>;
  /** The layers that hold weights, by Keras path. */
  readonly layers: ReadonlyMap<string, Layer>;
  /** Why a call could not be built: it, or one it depends on, is beyond TensorFlow.js. By `callKey`. */
  readonly problems: ReadonlyMap<string, string>;
}

/** Passed on to every layer after the one that failed, so that those before it are still measured. */
class UpstreamFailure extends Error {}

/**
 * @param inputShape of one sample.
 * @param wanted keys of the calls whose outputs are looked at; only these and what leads to them is built.
 */
export function buildForwardModel(
  tf: Tensorflow,
  graph: LayerGraph,
  inputShape: readonly number[],
  wanted: ReadonlySet<string>,
  purpose: Purpose = 'forward',
): ForwardModel {
  registerResetAfterGru(tf);
  const outputs = new Map<string, SymbolicTensor>();
  const preActivations = new Map<string, SymbolicTensor>();
  const layers = new Map<string, Layer>();
  const placed: (readonly SymbolicTensor[])[] = [];
  const failures = new Map<number, UpstreamFailure>();
  const problems = new Map<string, string>();
  let input: SymbolicTensor | undefined;

  const place = (call: LayerCall): readonly SymbolicTensor[] => {
    if (call.className === 'InputLayer') {
      input ??= tf.layers.input({ batchShape: [null, ...inputShape], dtype: 'float32' });
      return [input];
    }
    const inputs = call.inputs.map(({ call: id, output }: TensorSource) => {
      const failure = failures.get(id);
      if (failure !== undefined) throw failure;
      return placed[id]?.[output];
    });
    if (!inputs.every((tensor) => tensor !== undefined)) throw new Untranslatable('one of its inputs is missing');
    if (!call.builtIn) throw new Untranslatable(`${call.className} is a custom class`);
    if (isIdle(call.className, purpose)) return inputs;
    if (!call.masks.every((mask) => computesEmbeddingMask(graph, mask)))
      throw new Untranslatable('it is given a mask that the model computes');
    if (call.hasArguments) throw new Untranslatable('it is called with arguments beside tensors');
    const { layer: translated, activation } = splitActivation(call, purpose);
    const layer = layers.get(call.path) ?? construct(tf, translated);
    layers.set(call.path, layer);
    const results = applyLikeKeras(tf, layer, call, inputs);
    const [bare] = results;
    if (activation === null || bare === undefined) return results;
    preActivations.set(callKey(call), bare);
    const shown = apply(construct(tf, activation), [bare]);
    for (const result of shown) outputs.set(`${callKey(call)}/activation`, result);
    return shown;
  };

  const needed = neededCalls(graph, wanted);
  for (const call of graph.calls) {
    if (!needed.has(call.id)) {
      placed.push([]);
      continue;
    }
    try {
      const results = place(call);
      placed.push(results);
      const [first] = results;
      if (first !== undefined) outputs.set(callKey(call), first);
    } catch (error) {
      const failure = error instanceof UpstreamFailure ? error : cannotRun(call, messageOf(error));
      failures.set(call.id, failure);
      problems.set(callKey(call), failure.message);
      placed.push([]);
    }
  }
  if (input === undefined) throw new Untranslatable('The architecture has no input');
  return { input, outputs, preActivations, layers, problems };
}

/** Keras 3 spells out the mask of an Embedding, which TensorFlow.js passes on by itself. */
function computesEmbeddingMask(graph: LayerGraph, mask: TensorSource): boolean {
  return graph.calls[mask.call]?.className === 'NotEqual';
}

/** Calls that the outputs looked at depend on; what else a model computes may be beyond TensorFlow.js. */
function neededCalls(graph: LayerGraph, wanted: ReadonlySet<string>): ReadonlySet<number> {
  const needed = new Set<number>();
  for (const call of graph.calls.toReversed()) {
    const key = callKey(call);
    if (!wanted.has(key) && !wanted.has(`${key}/activation`) && !needed.has(call.id)) continue;
    needed.add(call.id);
    for (const input of call.inputs) needed.add(input.call);
  }
  return needed;
}

/** Weighted layers lose the activation inside them, so that both sides of it can be looked at. */
function splitActivation(
  call: LayerCall,
  purpose: Purpose,
): {
  readonly layer: TranslatedLayer;
  readonly activation: TranslatedLayer | null;
} {
  const { className, config } = call;
  if (layerRole(call).kind !== 'weights')
    return { layer: translateLayer(className, config, purpose), activation: null };
  const inner = className === 'TimeDistributed' ? config['layer'] : null;
  if (!isObject(inner)) {
    return {
      layer: translateLayer(className, linear(config), purpose),
      activation: translateActivation(config['activation']),
    };
  }
  const innerConfig = isObject(inner['config']) ? inner['config'] : {};
  const bare = { ...config, layer: { ...inner, config: linear(innerConfig) } };
  return {
    layer: translateLayer(className, bare, purpose),
    activation: translateActivation(innerConfig['activation']),
  };
}

function linear(config: JsonObject): JsonObject {
  return { ...config, activation: 'linear' };
}

function cannotRun({ path, className }: LayerCall, why: string): UpstreamFailure {
  const [firstLine = why] = why.split('\n');
  return new UpstreamFailure(
    `TensorFlow.js cannot run layer "${path}" (${className}): ${firstLine.replace(/\.$/, '')}.`,
  );
}
