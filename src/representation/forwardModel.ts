import type { SymbolicTensor } from '@tensorflow/tfjs-layers';
import { callKey, type LayerCall, type LayerGraph, type TensorSource } from '../checkpoint/chain/layerGraph.js';
import { layerRole } from '../checkpoint/chain/layerRoles.js';
import { isObject, type JsonObject } from '../network/json.js';
import { messageOf } from '../network/failure.js';
import { translateActivation, type TranslatedLayer } from './activationTranslation.js';
import { isIdle, translateLayer } from './layerTranslation.js';
import type { Tensorflow } from './tensorflow.js';
import { Untranslatable } from './untranslatable.js';

type Layer = InstanceType<Tensorflow['layers']['layers']['Layer']>;

/** A Keras graph built of TensorFlow.js layers, activations as layers of their own; weights are not set yet. */
export interface ForwardModel {
  readonly input: SymbolicTensor;
  /** What a call puts out, by `callKey`; after its own activation. */
  readonly outputs: ReadonlyMap<string, SymbolicTensor>;
  /** The same before its own activation, for layers that have one. */
  readonly preActivations: ReadonlyMap<string, SymbolicTensor>;
  /** The layers that hold weights, by Keras path. */
  readonly layers: ReadonlyMap<string, Layer>;
}

/**
 * @param inputShape of one sample, where the architecture leaves it open.
 * @throws {Untranslatable} naming the layer that TensorFlow.js cannot build.
 */
export function buildForwardModel(
  tf: Tensorflow,
  graph: LayerGraph,
  inputShape: readonly (number | null)[],
): ForwardModel {
  const outputs = new Map<string, SymbolicTensor>();
  const preActivations = new Map<string, SymbolicTensor>();
  const layers = new Map<string, Layer>();
  const placed: (readonly SymbolicTensor[])[] = [];
  let input: SymbolicTensor | undefined;

  const place = (call: LayerCall): readonly SymbolicTensor[] => {
    if (call.className === 'InputLayer') {
      input ??= tf.layers.input({ batchShape: [null, ...inputShape], dtype: 'float32' });
      return [input];
    }
    const inputs = call.inputs.map(({ call: id, output }: TensorSource) => placed[id]?.[output]);
    if (!inputs.every((tensor) => tensor !== undefined)) throw new Untranslatable('one of its inputs is missing');
    if (!call.builtIn) throw new Untranslatable(`${call.className} is a custom class`);
    if (isIdle(call.className)) return inputs;
    if (call.hasArguments) throw new Untranslatable('it is called with arguments beside tensors');
    const { layer: translated, activation } = splitActivation(call);
    const layer = layers.get(call.path) ?? construct(tf, translated);
    layers.set(call.path, layer);
    const results = withKeptDimensions(tf, call, apply(layer, translated.className, inputs));
    const [bare] = results;
    if (activation === null || bare === undefined) return results;
    preActivations.set(callKey(call), bare);
    const shown = apply(construct(tf, activation), activation.className, [bare]);
    for (const result of shown) outputs.set(`${callKey(call)}/activation`, result);
    return shown;
  };

  for (const call of graph.calls) {
    try {
      const results = place(call);
      placed.push(results);
      const [first] = results;
      if (first !== undefined) outputs.set(callKey(call), first);
    } catch (error) {
      throw new Untranslatable(
        `TensorFlow.js cannot run layer "${call.path}" (${call.className}): ${firstLine(messageOf(error))}`,
      );
    }
  }
  if (input === undefined) throw new Untranslatable('The architecture has no input');
  return { input, outputs, preActivations, layers };
}

/** Weighted layers lose the activation inside them, so that both sides of it can be looked at. */
function splitActivation(call: LayerCall): {
  readonly layer: TranslatedLayer;
  readonly activation: TranslatedLayer | null;
} {
  const { className, config } = call;
  if (layerRole(call).kind !== 'weights') return { layer: translateLayer(className, config), activation: null };
  const inner = className === 'TimeDistributed' ? config['layer'] : null;
  if (!isObject(inner)) {
    return { layer: translateLayer(className, linear(config)), activation: translateActivation(config['activation']) };
  }
  const innerConfig = isObject(inner['config']) ? inner['config'] : {};
  const bare = { ...config, layer: { ...inner, config: linear(innerConfig) } };
  return { layer: translateLayer(className, bare), activation: translateActivation(innerConfig['activation']) };
}

function linear(config: JsonObject): JsonObject {
  return { ...config, activation: 'linear' };
}

function construct({ core }: Tensorflow, { className, config }: TranslatedLayer): Layer {
  const known = core.serialization.SerializationMap.getMap().classNameMap;
  const [constructor, fromConfig] = (Object.hasOwn(known, className) ? known[className] : undefined) ?? [];
  if (constructor === undefined || fromConfig === undefined) throw new Untranslatable('it has no such layer');
  return fromConfig(constructor, { ...config } as Parameters<typeof fromConfig>[1]) as unknown as Layer;
}

function apply(layer: Layer, className: string, inputs: readonly SymbolicTensor[]): readonly SymbolicTensor[] {
  const [first, second, third] = inputs;
  if (first === undefined) throw new Untranslatable('it has no input');
  const attention = className === 'MultiHeadAttention' && second !== undefined;
  const arguments_ = third === undefined ? { value: second } : { value: second, key: third };
  const result = attention ? layer.apply(first, arguments_) : layer.apply(inputs.length === 1 ? first : [...inputs]);
  return (Array.isArray(result) ? result : [result]) as SymbolicTensor[];
}

/** TensorFlow.js' global pooling drops the positions even where Keras keeps them as extents of 1. */
function withKeptDimensions(
  tf: Tensorflow,
  call: LayerCall,
  results: readonly SymbolicTensor[],
): readonly SymbolicTensor[] {
  const [pooled] = results;
  const dimensions = /^Global(?:Max|Average)Pooling([12])D$/.exec(call.className)?.[1];
  if (pooled === undefined || dimensions === undefined || call.config['keepdims'] !== true) return results;
  const channels = pooled.shape.at(-1) ?? null;
  const ones = Array<number>(Number(dimensions)).fill(1);
  const targetShape = call.config['data_format'] === 'channels_first' ? [channels, ...ones] : [...ones, channels];
  return apply(construct(tf, { className: 'Reshape', config: { targetShape } }), 'Reshape', [pooled]);
}

function firstLine(text: string): string {
  return (text.split('\n')[0] ?? text).replace(/\.$/, '');
}
