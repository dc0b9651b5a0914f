import type { WeightMatrix } from '../../network/network.js';
import { channelsFirstMatrix } from './channelsFirstMatrix.js';
import { corrupt } from './configFields.js';
import type { Wire } from './nodes.js';
import { separableMatrix } from './separableMatrix.js';
import { kernelPositions, slabMatrix } from './slabMatrix.js';
import { transposedMatrix } from './transposedMatrix.js';
import type { Kernels } from './weightLayer.js';

/**
 * The matrix of a weighted layer between the nodes of `wire` and its own, folded as `definitions.md` says. Sets the number
 * of the wire's nodes where no layer has said it yet.
 * @throws {CheckpointError} `corrupt` when the layer cannot follow these nodes.
 */
export function weightEdge(path: string, kernels: Kernels, wire: Wire): WeightMatrix {
  const { form, kernel, pointwise, inputs, outputs } = kernels;
  const nodes = inputNodes(path, kernels, wire);
  if (form === 'separable' && pointwise !== null) return separableMatrix(path, kernel, pointwise);
  if (form === 'transposed') return transposedMatrix(path, kernel);
  if (form === 'depthwise' || form === 'convolution') {
    const pattern = form === 'depthwise' ? 'diagonal' : 'dense';
    return slabMatrix({
      name: path,
      tensor: kernel,
      positions: kernelPositions(kernel.shape),
      inputs,
      outputs,
      pattern,
    });
  }
  const positions = inputs / nodes;
  if (positions > 1 && wire.axis === 'first') return channelsFirstMatrix(path, kernel, nodes, outputs);
  return slabMatrix({ name: path, tensor: kernel, positions, inputs: nodes, outputs, pattern: 'dense' });
}

/** Nodes that the layer reads: its inputs, or the channels behind a Flatten. */
function inputNodes(path: string, kernels: Kernels, wire: Wire): number {
  const { nodes, flat, inputShape } = wire;
  const { inputs, form } = kernels;
  if (nodes.count === null) {
    const given = inputShape === null ? null : channelsOf(inputShape, kernels, wire);
    if (given !== null && given !== inputs) throw corrupt(path, `reads ${inputs} inputs where the model has ${given}`);
    nodes.count = inputs;
    return inputs;
  }
  if (nodes.count === inputs) return inputs;
  if (flat && form === 'dense' && inputs % nodes.count === 0) return nodes.count;
  throw corrupt(path, `reads ${inputs} inputs, which does not fit the ${nodes.count} nodes before it`);
}

/** What the model's input shape says about the inputs of its first layer; null when it leaves that open. */
function channelsOf(shape: readonly (number | null)[], { form }: Kernels, { flat, axis }: Wire): number | null {
  const extents = shape.slice(1);
  if (flat)
    return extents.reduce((product, extent) => (product === null || extent === null ? null : product * extent), 1);
  return (form !== 'dense' && axis === 'first' ? extents[0] : extents.at(-1)) ?? null;
}
