import { entryOf, isObject, type JsonObject } from '../../network/json.js';
import type { Activity } from '../../network/network.js';
import { numberField } from './configFields.js';

/** Activations that are 0 for an inactive node; counted on their output (Eq. 5). */
const COUNTED = new Set(['relu', 'relu6', 'thresholded_relu']);
/** Activations that let a little through below 0; counted where the pre-activation is above 0, marked approximate. */
const APPROXIMATE = new Set(['leaky_relu', 'elu', 'selu', 'gelu', 'silu']);

const ALIASES: Readonly<Record<string, string>> = {
  swish: 'silu',
  leakyrelu: 'leaky_relu',
  thresholdedrelu: 'thresholded_relu',
  prelu: 'prelu',
};

/** The activation inside a layer, `linear` when there is none. */
export function innerActivation(config: JsonObject): string {
  const value = config['activation'];
  if (value === null || value === undefined) return 'linear';
  if (typeof value === 'string') return canonical(value);
  if (!isObject(value)) return 'unknown';
  // Keras 3 writes functions as {class_name: "function", config: "relu"} and layers as {class_name: "ReLU", config: {...}}.
  const { class_name: className, config: inner } = value;
  if (typeof inner === 'string') return canonical(inner);
  if (typeof className !== 'string') return 'unknown';
  return isObject(inner) ? layerActivation(className, inner) : canonical(className);
}

/** The activation that a layer of its own applies: Activation, ReLU, LeakyReLU and so on. */
export function layerActivation(className: string, config: JsonObject): string {
  if (className === 'Activation') return innerActivation(config);
  if (className !== 'ReLU') return canonical(className);
  return (numberField(config, 'negative_slope') ?? 0) > 0 ? 'leaky_relu' : 'relu';
}

/** How the nodes that this activation shows count as active. */
export function activityOf(activation: string): Activity {
  if (COUNTED.has(activation)) return { kind: 'output', activation };
  if (APPROXIMATE.has(activation)) return { kind: 'preActivation', activation };
  const reason =
    activation === 'linear'
      ? 'The nodes have no activation (linear), so none of them is ever inactive.'
      : `The activation ${activation} has no inactive state that could be counted.`;
  return { kind: 'undefined', activation, reason };
}

/** `keras.activations.swish`, `custom>Swish` and `Swish` are the same function. */
function canonical(name: string): string {
  const short = (name.split(/[.>]/).at(-1) ?? name).toLowerCase();
  return entryOf(ALIASES, short) ?? short;
}
