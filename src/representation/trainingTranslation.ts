import { isArray, isObject, type Json, type JsonObject } from '../network/json.js';
import type { TranslatedLayer } from './activationTranslation.js';
import { camelCase } from './camelCase.js';
import { Untranslatable } from './untranslatable.js';

/** Keras' names that TensorFlow.js spells in another way, or in several. */
const INITIALIZERS: Readonly<Record<string, string>> = {
  LecunNormal: 'LeCunNormal',
  LecunUniform: 'LeCunUniform',
  OrthogonalInitializer: 'Orthogonal',
  IdentityInitializer: 'Identity',
};

const DRAWN =
  /^(Zeros|Ones|Constant|Random(Uniform|Normal)|TruncatedNormal|(Glorot|He|LeCun)(Uniform|Normal)|VarianceScaling|Orthogonal|Identity)$/;

/** `{class_name: "GlorotUniform", config}` or `"glorot_uniform"`. Seeds are left out: the run has its own. */
export function translateInitializer(value: Json): TranslatedLayer {
  const { className, config } = named(value);
  const known = INITIALIZERS[className] ?? className;
  if (!DRAWN.test(known)) throw new Untranslatable(`TensorFlow.js has no initializer ${className}`);
  const entries = Object.entries(config).filter(
    ([field, item]) => !/^(seed|input_axes|output_axes|dtype|layout)$/.test(field) && item !== null,
  );
  for (const [field, item] of entries) {
    if (isObject(item) || isArray(item))
      throw new Untranslatable(`TensorFlow.js takes one number as ${field} of the initializer ${className}`);
  }
  const translated = entries.map(([field, item]) => [camelCase(field), initializerValue(field, item)]);
  return { className: known, config: Object.fromEntries(translated) as TranslatedLayer['config'] };
}

/** `fan_in` and `truncated_normal` are camel case too; TensorFlow.js' `normal` is a truncated one, as Keras'. */
function initializerValue(field: string, value: Json | undefined): Json | undefined {
  if (typeof value !== 'string' || (field !== 'mode' && field !== 'distribution')) return value;
  if (value === 'untruncated_normal')
    throw new Untranslatable('TensorFlow.js has no VarianceScaling that is not truncated');
  return camelCase(value);
}

/** Weight decay inside a layer; null when there is none. */
export function translateRegularizer(value: Json): TranslatedLayer | null {
  if (value === null) return null;
  const { className, config } = named(value);
  const factor = (field: 'l1' | 'l2'): number => (typeof config[field] === 'number' ? config[field] : 0);
  const alone = Object.keys(config).length === 0 ? 0.01 : 0;
  switch (className) {
    case 'L1':
      return { className: 'L1L2', config: { l1: factor('l1') || alone, l2: 0 } };
    case 'L2':
      return { className: 'L1L2', config: { l1: 0, l2: factor('l2') || alone } };
    case 'L1L2':
    case 'L1l2':
      return { className: 'L1L2', config: { l1: factor('l1') || alone, l2: factor('l2') || alone } };
    default:
      throw new Untranslatable(`TensorFlow.js has no regularizer ${className}`);
  }
}

/** What weights are projected onto after each step; null when there is none. */
export function translateConstraint(value: Json): TranslatedLayer | null {
  if (value === null) return null;
  const { className, config } = named(value);
  if (!/^(MaxNorm|UnitNorm|NonNeg|MinMaxNorm)$/.test(className))
    throw new Untranslatable(`TensorFlow.js has no constraint ${className}`);
  return {
    className,
    config: Object.fromEntries(Object.entries(config).map(([field, item]) => [camelCase(field), item])),
  };
}

/** Dropout and noise as layers that act in training; null for what is no layer of that kind. */
export function translateNoise(className: string, config: JsonObject): TranslatedLayer | null {
  const rate = config['rate'];
  const spatial = /^SpatialDropout([123])D$/.exec(className)?.[1];
  if (spatial !== undefined) {
    const ones = Array<number>(Number(spatial)).fill(1);
    const first = config['data_format'] === 'channels_first';
    return {
      className: 'Dropout',
      config: { rate, noiseShape: first ? [null, null, ...ones] : [null, ...ones, null] },
    };
  }
  switch (className) {
    case 'Dropout':
      return { className, config: { rate, noiseShape: config['noise_shape'] ?? null } };
    case 'GaussianDropout':
    case 'AlphaDropout':
      return { className, config: { rate } };
    case 'GaussianNoise':
      return { className, config: { stddev: config['stddev'] } };
    default:
      return null;
  }
}

/** What Keras does in training only and TensorFlow.js would leave out without a word. */
export function refuseUntrainable(className: string, config: JsonObject): void {
  if (className === 'ActivityRegularization' || (config['activity_regularizer'] ?? null) !== null)
    throw new Untranslatable('TensorFlow.js has no activity regularizer');
  const drops = [config['dropout'], config['recurrent_dropout']].some((rate) => typeof rate === 'number' && rate > 0);
  if (className === 'GRU' && config['reset_after'] === true && drops)
    throw new Untranslatable('TensorFlow.js has no GRU with reset_after and dropout');
  if (className.startsWith('Random'))
    throw new Untranslatable('TensorFlow.js does not augment data in training; augment the data itself');
}

function named(value: Json): { readonly className: string; readonly config: JsonObject } {
  if (typeof value === 'string') return { className: pascalCase(value), config: {} };
  const className = isObject(value) ? value['class_name'] : null;
  const config = isObject(value) ? value['config'] : null;
  if (typeof className !== 'string') throw new Untranslatable('TensorFlow.js cannot read one of its arguments');
  return { className: pascalCase(className), config: isObject(config) ? config : {} };
}

/** `glorot_uniform` as the class it stands for. */
function pascalCase(name: string): string {
  return name.replace(/(?:^|_)([a-z])/g, (_, letter: string) => letter.toUpperCase());
}
