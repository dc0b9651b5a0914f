import { entryOf, type JsonObject } from '../network/json.js';

const KERNEL_BIAS = ['kernel', 'bias'];
const RECURRENT = ['kernel', 'recurrent_kernel', 'bias'];

/**
 * Names of a layer's own variables by class in snake case, in the order the layer creates them (`build` of each class in
 * keras/src/layers; trainable ones first). Needed for Keras 3 files, which number variables instead of naming them.
 */
const BY_CLASS: Readonly<Record<string, readonly string[]>> = {
  dense: KERNEL_BIAS,
  einsum_dense: KERNEL_BIAS,
  conv1d: KERNEL_BIAS,
  conv2d: KERNEL_BIAS,
  conv3d: KERNEL_BIAS,
  conv1d_transpose: KERNEL_BIAS,
  conv2d_transpose: KERNEL_BIAS,
  conv3d_transpose: KERNEL_BIAS,
  depthwise_conv1d: ['depthwise_kernel', 'bias'],
  depthwise_conv2d: ['depthwise_kernel', 'bias'],
  separable_conv1d: ['depthwise_kernel', 'pointwise_kernel', 'bias'],
  separable_conv2d: ['depthwise_kernel', 'pointwise_kernel', 'bias'],
  embedding: ['embeddings'],
  batch_normalization: ['gamma', 'beta', 'moving_mean', 'moving_variance'],
  layer_normalization: ['gamma', 'beta'],
  group_normalization: ['gamma', 'beta'],
  normalization: ['mean', 'variance', 'count'],
  p_re_lu: ['alpha'],
  lstm_cell: RECURRENT,
  gru_cell: RECURRENT,
  simple_rnn_cell: RECURRENT,
};

/** Which argument of the layer leaves a variable out. */
const SWITCHES: Readonly<Record<string, string>> = { bias: 'use_bias', gamma: 'scale', beta: 'center' };

/**
 * Names for `count` variables of a layer of this class, `vars/0` where they cannot be told.
 * @param config the layer's configuration, when the architecture is known
 */
export function variableNames(snakeClass: string, count: number, config?: JsonObject): readonly string[] {
  const all = entryOf(BY_CLASS, snakeClass) ?? [];
  const said = all.filter((name) => config?.[SWITCHES[name] ?? ''] !== false);
  if (said.length === count) return said;
  // What is left out when nobody says so: the bias last of all, gamma and beta only together.
  const last = all.length - 1;
  if (count === last && all[last] === 'bias') return all.slice(0, last);
  if (snakeClass === 'batch_normalization' && count === 2) return all.slice(2);
  if (snakeClass === 'batch_normalization' && count === 3) return ['vars/0', ...all.slice(2)];
  return Array.from({ length: count }, (_, i) => `vars/${i}`);
}

/** `SeparableConv2D` as Keras writes it into file paths: `separable_conv2d` (`to_snake_case` in keras/src/utils/naming.py). */
export function snakeCase(className: string): string {
  return className
    .replace(/\W+/g, '')
    .replace(/(.)([A-Z][a-z]+)/g, '$1_$2')
    .replace(/([a-z])([A-Z])/g, '$1_$2')
    .toLowerCase();
}

/**
 * The shortest names that tell a layer's variables apart: `kernel` of an LSTM, but `query/kernel` of an attention layer.
 * @param paths of each variable inside its layer
 */
export function shortNames(paths: readonly (readonly string[])[]): readonly string[] {
  const last = paths.map((path) => path.at(-1) ?? '');
  return paths.map((path, i) =>
    last.indexOf(last[i] ?? '') === last.lastIndexOf(last[i] ?? '') ? (last[i] ?? '') : path.join('/'),
  );
}
