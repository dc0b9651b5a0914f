import { entryOf, isArray, isObject, type Json, type JsonObject } from '../network/json.js';
import { translateActivationLayer, translateFunction, type TranslatedLayer } from './activationTranslation.js';
import { camelCase } from './camelCase.js';
import type { Purpose } from './purpose.js';
import { RESET_AFTER_GRU } from './resetAfterGru.js';
import {
  refuseUntrainable,
  translateConstraint,
  translateInitializer,
  translateNoise,
  translateRegularizer,
} from './trainingTranslation.js';
import { Untranslatable } from './untranslatable.js';

/** Fields that say how a layer was made or trained, or that TensorFlow.js decides itself. */
const DROPPED = new Set([
  'name',
  'dtype',
  'trainable',
  'batch_input_shape',
  'batch_shape',
  'build_config',
  'quantization_config',
  'lora_rank',
  'autocast',
  'synchronized',
  'seed',
  'time_major',
  'zero_output_for_mask',
  'implementation',
  'unroll',
  'stateful',
  'sparse',
  'ragged',
  'registered_name',
  'module',
  'flash_attention',
  'rms_scaling',
  'renorm',
  'renorm_clipping',
  'renorm_momentum',
  'virtual_batch_size',
  'fused',
  'input_dtype',
  'count_include_pad',
]);

const RENAMED: Readonly<Record<string, string>> = {
  Convolution1D: 'Conv1D',
  Convolution2D: 'Conv2D',
  Convolution3D: 'Conv3D',
  SeparableConvolution2D: 'SeparableConv2D',
  BatchNormalizationV1: 'BatchNormalization',
  BatchNormalizationV2: 'BatchNormalization',
  SyncBatchNormalization: 'BatchNormalization',
};

/** Identities outside training. */
const IDLE =
  /^((Spatial|Alpha|Gaussian)?Dropout([123]D)?|GaussianNoise|ActivityRegularization|Identity|Random(Flip|Rotation|Translation|Zoom|Contrast|Brightness))$/;

/** Whether a layer hands on what it is given. */
export function isIdle(className: string, purpose: Purpose): boolean {
  return purpose === 'forward' ? IDLE.test(className) : className === 'Identity';
}

/**
 * One layer's configuration, of Keras 2 or 3, as the arguments TensorFlow.js takes. Unless weights are to be drawn,
 * initialisers become zeros: all weights are set afterwards, and drawing orthogonal ones takes seconds.
 * @throws {Untranslatable} where TensorFlow.js would build something else than Keras.
 */
export function translateLayer(className: string, config: JsonObject, purpose: Purpose): TranslatedLayer {
  if (isIdle(className, purpose)) return { className: 'Activation', config: { activation: 'linear' } };
  if (purpose !== 'forward') refuseUntrainable(className, config);
  const noise = translateNoise(className, config);
  if (noise !== null) return noise;
  const activation = translateActivationLayer(className, config);
  if (activation !== null) return activation;
  refuseUnknownBehaviour(className, config);
  const translated: Record<string, unknown> = {};
  for (const [field, value] of Object.entries(config)) {
    if (value === undefined || DROPPED.has(field)) continue;
    if (purpose === 'forward' && /_(regularizer|constraint)$/.test(field)) continue;
    // Keras gives SeparableConv2D, a Conv2D, fields that TensorFlow.js refuses there.
    if (className.startsWith('Separable') && /^kernel_/.test(field) && field !== 'kernel_size') continue;
    translated[camelCase(field)] = translateField(field, value, purpose);
  }
  const resetAfter = className === 'GRU' && config['reset_after'] === true;
  const renamed = resetAfter ? RESET_AFTER_GRU : (entryOf(RENAMED, className) ?? className);
  // Its axis is moved to the end where the layer is applied.
  if (renamed === 'BatchNormalization') translated['axis'] = -1;
  return { className: renamed, config: translated };
}

function translateField(field: string, value: Json, purpose: Purpose): unknown {
  if (field.endsWith('_initializer')) return purpose === 'drawing' ? translateInitializer(value) : 'zeros';
  if (field.endsWith('_regularizer')) return translateRegularizer(value);
  if (field.endsWith('_constraint')) return translateConstraint(value);
  if (purpose === 'forward' && (field === 'dropout' || field === 'recurrent_dropout')) return 0;
  if (field === 'activation' || field === 'recurrent_activation')
    return value === null ? 'linear' : translateFunction(value);
  if (field === 'data_format') return value === 'channels_first' ? 'channelsFirst' : 'channelsLast';
  return translateValue(value, purpose);
}

function translateValue(value: Json, purpose: Purpose): unknown {
  if (isArray(value)) return value.map((item) => translateValue(item, purpose));
  if (!isObject(value)) return value;
  const { class_name: className, config } = value;
  if (typeof className === 'string' && isObject(config)) return translateLayer(className, config, purpose);
  return Object.fromEntries(
    Object.entries(value).map(([field, item]) => [
      camelCase(field),
      item === undefined ? null : translateValue(item, purpose),
    ]),
  );
}

/** What TensorFlow.js would silently do in another way. */
function refuseUnknownBehaviour(className: string, config: JsonObject): void {
  const groups = config['groups'];
  if (/^Conv/.test(className) && typeof groups === 'number' && groups > 1) {
    throw new Untranslatable('TensorFlow.js has no grouped convolution');
  }
  if (className === 'LayerNormalization' && config['rms_scaling'] === true) {
    throw new Untranslatable('TensorFlow.js has no LayerNormalization with rms_scaling');
  }
  // TensorFlow.js takes the corners of pixels where Keras takes their centres.
  const interpolation = config['interpolation'] ?? 'nearest';
  if (className === 'Resizing' || (/^UpSampling/.test(className) && interpolation !== 'nearest')) {
    throw new Untranslatable('TensorFlow.js interpolates between pixels in another way than Keras');
  }
  if (/^Conv/.test(className) && config['padding'] === 'causal')
    throw new Untranslatable('TensorFlow.js has no causal padding');
}
