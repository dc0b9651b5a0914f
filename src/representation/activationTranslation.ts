import { entryOf, isObject, type Json, type JsonObject } from '../network/json.js';
import { Untranslatable } from './untranslatable.js';

/** A layer as TensorFlow.js constructs it: its class and its arguments in camel case. */
export interface TranslatedLayer {
  readonly className: string;
  readonly config: Readonly<Record<string, unknown>>;
}

/** Activations that TensorFlow.js calls by another name, or knows as they are. */
const FUNCTIONS: Readonly<Record<string, string>> = {
  relu: 'relu',
  relu6: 'relu6',
  elu: 'elu',
  selu: 'selu',
  gelu: 'gelu',
  silu: 'swish',
  swish: 'swish',
  tanh: 'tanh',
  sigmoid: 'sigmoid',
  softmax: 'softmax',
  log_softmax: 'logSoftmax',
  softplus: 'softplus',
  softsign: 'softsign',
  mish: 'mish',
  linear: 'linear',
};

/** Keras' `leaky_relu` as a function; its layer LeakyReLU has 0.3. */
const LEAKY_FUNCTION_SLOPE = 0.2;

/** The activation inside a layer as a layer of its own; null when it is linear. */
export function translateActivation(value: Json | undefined): TranslatedLayer | null {
  if (value === null || value === undefined) return null;
  if (isObject(value) && isObject(value['config']) && typeof value['class_name'] === 'string') {
    return translateActivationLayer(value['class_name'], value['config']);
  }
  const name = functionName(value);
  if (name === 'linear') return null;
  if (name === 'leaky_relu') return { className: 'LeakyReLU', config: { alpha: LEAKY_FUNCTION_SLOPE } };
  return { className: 'Activation', config: { activation: translateFunction(name) } };
}

/** For activations that must stay inside their layer (recurrent gates). */
export function translateFunction(value: Json | undefined): string {
  const name = functionName(value);
  const known = entryOf(FUNCTIONS, name);
  if (known === undefined) throw new Untranslatable(`TensorFlow.js has no activation ${name}`);
  return known;
}

/** ReLU, LeakyReLU, ELU and so on; null when the class is none of them. */
export function translateActivationLayer(className: string, config: JsonObject): TranslatedLayer | null {
  const slope = number(config, 'negative_slope') ?? number(config, 'alpha');
  switch (className) {
    case 'Activation':
      return translateActivation(config['activation']) ?? { className: 'Activation', config: { activation: 'linear' } };
    case 'ReLU':
      return translateRelu(config);
    case 'LeakyReLU':
      return { className, config: { alpha: slope ?? 0.3 } };
    case 'ELU':
      return { className, config: { alpha: slope ?? 1 } };
    case 'ThresholdedReLU':
      return { className, config: { theta: number(config, 'theta') ?? 1 } };
    default:
      return null;
  }
}

/** TensorFlow.js' ReLU knows a maximum only; a slope or a threshold alone is another of its layers. */
function translateRelu(config: JsonObject): TranslatedLayer {
  const slope = number(config, 'negative_slope') ?? 0;
  const threshold = number(config, 'threshold') ?? 0;
  const maxValue = number(config, 'max_value');
  if (slope === 0 && threshold === 0) return { className: 'ReLU', config: maxValue === null ? {} : { maxValue } };
  if (maxValue === null && threshold === 0) return { className: 'LeakyReLU', config: { alpha: slope } };
  if (maxValue === null && slope === 0) return { className: 'ThresholdedReLU', config: { theta: threshold } };
  throw new Untranslatable('TensorFlow.js has no ReLU with this combination of slope, threshold and maximum');
}

/** `"relu"`, or Keras 3's `{class_name: "function", config: "relu"}`, without package prefixes. */
function functionName(value: Json | undefined): string {
  const name = isObject(value) ? (typeof value['config'] === 'string' ? value['config'] : value['class_name']) : value;
  return typeof name === 'string' ? (name.split(/[.>]/).at(-1) ?? name) : 'linear';
}

/** Keras 2 writes some numbers as `{class_name: "__numpy__"...}` or one-element lists; only plain ones are read. */
function number(config: JsonObject, name: string): number | null {
  const value = config[name];
  return typeof value === 'number' ? value : null;
}
