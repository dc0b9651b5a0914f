import { CheckpointError } from '../../network/failure.js';
import type { JsonObject } from '../../network/json.js';
import type { Tensor } from '../../network/tensor.js';
import { corrupt, numberField, sizesField } from './configFields.js';
import type { WeightForm } from './layerRoles.js';

/** More nodes than any layer has whose per-node numbers could be held in memory and drawn. */
const MAX_NODES = 1 << 24;

/** A weighted layer's kernels, checked against its configuration. */
export interface Kernels {
  readonly form: WeightForm;
  readonly kernel: Tensor;
  /** Of a separable convolution. */
  readonly pointwise: Tensor | null;
  /** Rows of a Dense kernel, channels in of a convolution. */
  readonly inputs: number;
  readonly outputs: number;
  /** Between 1 and all inputs: only blocks of the matrix exist, which no chain of whole matrices can show. */
  readonly groups: number;
}

/**
 * @param dimensions 1 for Conv1D, 2 for Conv2D, 3 for Conv3D; 0 for Dense.
 * @throws {CheckpointError} `corrupt` when the stored shapes contradict the configuration.
 */
export function readKernels(
  path: string,
  form: WeightForm,
  dimensions: number,
  config: JsonObject,
  variables: readonly Tensor[],
): Kernels {
  const kernel = expect(path, variables[0], 2 + dimensions);
  const [before = 0, last = 0] = kernel.shape.slice(-2);
  checkWindow(path, kernel, dimensions, config);
  if (form === 'dense') return kernels(path, 'dense', kernel, before, units(path, config, 'units', last));
  if (form === 'transposed') return kernels(path, 'transposed', kernel, last, units(path, config, 'filters', before));
  if (form === 'convolution') {
    const outputs = units(path, config, 'filters', last);
    const groups = numberField(config, 'groups') ?? 1;
    if (groups === 1) return kernels(path, 'convolution', kernel, before, outputs);
    if (groups < 1 || !Number.isInteger(outputs / groups))
      throw corrupt(path, `has ${outputs} filters in ${groups} groups`);
    // One input a group is a depthwise kernel in the very same order of elements.
    if (before === 1) return kernels(path, 'depthwise', kernel, groups, outputs);
    return { ...kernels(path, 'convolution', kernel, before, outputs), groups };
  }
  const multiplier = units(path, config, 'depth_multiplier', last);
  if (form === 'depthwise') return kernels(path, 'depthwise', kernel, before, before * multiplier);
  const pointwise = expect(path, variables[1], 2 + dimensions);
  const [rows = 0, columns = 0] = pointwise.shape.slice(-2);
  if (rows !== before * multiplier || pointwise.size !== rows * columns) {
    throw corrupt(
      path,
      `has a pointwise kernel of shape ${shapeText(pointwise)} after a depthwise one of ${shapeText(kernel)}`,
    );
  }
  return { ...kernels(path, 'separable', kernel, before, units(path, config, 'filters', columns)), pointwise };
}

function kernels(path: string, form: WeightForm, kernel: Tensor, inputs: number, outputs: number): Kernels {
  if (inputs < 1 || outputs < 1)
    throw corrupt(path, `has a kernel of shape ${shapeText(kernel)}, which holds no weight`);
  checkNodes(path, inputs);
  checkNodes(path, outputs);
  return { form, kernel, pointwise: null, inputs, outputs, groups: 1 };
}

/** The bias behind a layer's kernels, one value for each output; in a list, which is empty where there is none. */
export function biasOf(variables: readonly Tensor[], outputs: number): readonly Tensor[] {
  return variables.filter(({ shape, size }) => shape.length === 1 && size === outputs).slice(0, 1);
}

export function checkNodes(path: string, nodes: number): void {
  if (nodes > MAX_NODES) {
    throw new CheckpointError('too-large', `Layer "${path}" has ${nodes} nodes; at most ${MAX_NODES} can be measured.`);
  }
}

function expect(path: string, tensor: Tensor | undefined, rank: number): Tensor {
  if (tensor === undefined) throw corrupt(path, 'has no kernel stored');
  if (tensor.shape.length === rank) return tensor;
  throw corrupt(path, `stores a kernel of shape ${shapeText(tensor)} where ${rank} axes are expected`);
}

/** What the configuration says must be what is stored; a field it leaves out takes the stored value. */
function units(path: string, config: JsonObject, field: string, stored: number): number {
  const said = numberField(config, field);
  if (said === null || said === stored) return stored;
  throw corrupt(path, `has ${field} ${said} in its architecture but ${stored} in its stored kernel`);
}

function checkWindow(path: string, kernel: Tensor, dimensions: number, config: JsonObject): void {
  const said = dimensions === 0 ? null : sizesField(config, 'kernel_size');
  const stored = kernel.shape.slice(0, dimensions);
  if (said === null || stored.every((size, axis) => size === (said[axis] ?? said[0]))) return;
  throw corrupt(
    path,
    `has kernel_size ${said.join(' x ')} in its architecture but ${stored.join(' x ')} in its stored kernel`,
  );
}

export function shapeText(tensor: Tensor): string {
  return `(${tensor.shape.join(', ')})`;
}
