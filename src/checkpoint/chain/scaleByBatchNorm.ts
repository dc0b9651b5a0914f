import type { WeightMatrix } from '../../network/network.js';
import type { JsonObject } from '../../network/json.js';
import type { Tensor } from '../../network/tensor.js';
import { innerActivation } from './activations.js';
import { corrupt, numberField } from './configFields.js';
import type { LayerCall } from './layerGraph.js';
import { layerInside, layerRole } from './layerRoles.js';
import { scaledMatrix } from './scaledMatrix.js';

/**
 * Multiplies the columns of the matrix before a BatchNorm by |gamma| / sqrt(variance + epsilon), which holds only where
 * the normalised channels are that layer's bare outputs (`definitions.md`).
 * @param before the call whose output the BatchNorm reads, `matrix` its matrix if it has one.
 * @param uses how many calls read that output.
 * @returns the scaled matrix, or why it stays as it is.
 */
export function scaleByBatchNorm(
  norm: LayerCall,
  variables: readonly Tensor[],
  before: LayerCall | undefined,
  matrix: WeightMatrix | undefined,
  uses: number,
): WeightMatrix | string {
  if (before === undefined || matrix === undefined)
    return 'No weight layer stands directly before this BatchNorm; passed through unscaled.';
  if (innerActivation(layerInside(before).config) !== 'linear') {
    return `Layer "${before.path}" before this BatchNorm has an activation of its own; passed through unscaled.`;
  }
  if (uses > 1) return `Layer "${before.path}" also leads elsewhere without this BatchNorm; passed through unscaled.`;
  const { config } = layerInside(norm);
  const scale = normalisesChannels(config['axis'], before)
    ? channelScale(norm.path, config, variables, matrix.outputs)
    : null;
  if (scale === null) return `Does not normalise the nodes of layer "${before.path}"; passed through unscaled.`;
  return scaledMatrix(matrix, scale);
}

/**
 * Keras lists gamma, beta, moving mean, moving variance; `scale` and `center` false leave out gamma and beta.
 * @returns a function that reads the scale; null when the layer normalises another number of channels.
 */
function channelScale(
  path: string,
  config: JsonObject,
  variables: readonly Tensor[],
  channels: number,
): (() => Float64Array) | null {
  const scaled = config['scale'] !== false;
  const expected = 2 + Number(scaled) + Number(config['center'] !== false);
  if (variables.length < expected) throw corrupt(path, `stores ${variables.length} of its ${expected} variables`);
  const gamma = scaled ? variables[0] : undefined;
  const variance = variables[expected - 1];
  if (variance?.size !== channels || (gamma !== undefined && gamma.size !== channels)) return null;
  const epsilon = numberField(config, 'epsilon') ?? 1e-3;
  return () => {
    const variances = variance.read(0, channels);
    const gammas = gamma?.read(0, channels);
    return Float64Array.from(
      variances,
      (value, channel) => Math.abs(gammas?.[channel] ?? 1) / Math.sqrt(value + epsilon),
    );
  };
}

/** `axis` is -1, the last axis, or 1 for channels_first; Keras 2 writes it as a list. */
function normalisesChannels(axis: unknown, before: LayerCall): boolean {
  const value: unknown = Array.isArray(axis) && axis.length === 1 ? axis[0] : (axis ?? -1);
  const first = layerInside(before).config['data_format'] === 'channels_first';
  const role = layerRole(before);
  if (role.kind !== 'weights' || typeof value !== 'number') return false;
  if (role.form === 'dense') return value !== 0;
  return first ? value === 1 : value === -1 || value === role.dimensions + 1;
}
