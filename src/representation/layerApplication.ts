import type { SymbolicTensor } from '@tensorflow/tfjs-layers';
import type { LayerCall } from '../checkpoint/chain/layerGraph.js';
import { isArray, type Json } from '../network/json.js';
import type { TranslatedLayer } from './activationTranslation.js';
import type { Tensorflow } from './tensorflow.js';
import { Untranslatable } from './untranslatable.js';

export type Layer = InstanceType<Tensorflow['layers']['layers']['Layer']>;

export function construct({ core }: Tensorflow, { className, config }: TranslatedLayer): Layer {
  const known = core.serialization.SerializationMap.getMap().classNameMap;
  const [constructor, fromConfig] = (Object.hasOwn(known, className) ? known[className] : undefined) ?? [];
  if (constructor === undefined || fromConfig === undefined) throw new Untranslatable('it has no layer of this class');
  return fromConfig(constructor, { ...config } as Parameters<typeof fromConfig>[1]) as unknown as Layer;
}

export function apply(layer: Layer, inputs: readonly SymbolicTensor[]): readonly SymbolicTensor[] {
  const [first] = inputs;
  if (first === undefined) throw new Untranslatable('it has no input');
  const result = layer.apply(inputs.length === 1 ? first : [...inputs]) as SymbolicTensor | SymbolicTensor[];
  return Array.isArray(result) ? result : [result];
}

/** Applies a layer, with what TensorFlow.js lacks added around it. */
export function applyLikeKeras(
  tf: Tensorflow,
  layer: Layer,
  { className, config }: LayerCall,
  inputs: readonly SymbolicTensor[],
): readonly SymbolicTensor[] {
  if (layer.getClassName() === 'BatchNormalization') return normalise(tf, layer, config['axis'], inputs);
  const outputs = apply(layer, inputs);
  const pooled = /^Global(?:Max|Average)Pooling([12])D$/.exec(className)?.[1];
  if (pooled === undefined || config['keepdims'] !== true) return outputs;
  // Global pooling drops the positions even where Keras keeps them as extents of 1.
  const channels = outputs[0]?.shape.at(-1) ?? null;
  const ones = Array<number>(Number(pooled)).fill(1);
  const targetShape = config['data_format'] === 'channels_first' ? [channels, ...ones] : [...ones, channels];
  return apply(construct(tf, { className: 'Reshape', config: { targetShape } }), outputs);
}

/**
 * TensorFlow.js normalises the wrong values along any axis but the last: the layer is built for the last one, and the axis
 * is moved there and back.
 */
function normalise(
  tf: Tensorflow,
  layer: Layer,
  listed: Json | undefined,
  inputs: readonly SymbolicTensor[],
): readonly SymbolicTensor[] {
  const axis = isArray(listed) ? listed[0] : listed;
  const axes = (inputs[0]?.shape ?? []).slice(1).map((_, index) => index + 1);
  const last = axes.length;
  const moved = typeof axis !== 'number' ? last : axis < 0 ? axis + last + 1 : axis;
  if (moved === last) return apply(layer, inputs);
  const order = [...axes.filter((other) => other !== moved), moved];
  const back = axes.map((other) => order.indexOf(other) + 1);
  const permute = (dims: readonly number[], tensors: readonly SymbolicTensor[]): readonly SymbolicTensor[] =>
    apply(construct(tf, { className: 'Permute', config: { dims: [...dims] } }), tensors);
  return permute(back, apply(layer, permute(order, inputs)));
}
