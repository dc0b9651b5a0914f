import type { MatrixRow, WeightMatrix } from '../../network/network.js';
import { elementCount, type Tensor } from '../../network/tensor.js';
import { attentionVariables } from './attentionVariables.js';
import { slabMatrix } from './slabMatrix.js';
import { checkNodes } from './weightLayer.js';

const CELL = ['kernel', 'recurrent_kernel', 'bias'];
const PROJECTIONS = ['query', 'key', 'value', 'attention_output'];

/**
 * Rows for the kernels of a layer outside any chain: all but the last axis are inputs, the last is outputs; the spatial
 * axes of a convolution are folded.
 * Named after the layer when it has one kernel, else `layer/recurrent_kernel`, `layer/query`.
 */
export function unchainedMatrices(path: string, className: string, stored: readonly Tensor[]): readonly WeightMatrix[] {
  const variables = /Attention$/.test(className) ? attentionVariables(stored) : stored;
  const names = variableNames(className, variables);
  const kernels = variables.flatMap((tensor, index) => {
    const name = names[index] ?? tensor.name;
    // The biases of GRU and of attention have two axes; they are no matrices all the same.
    return tensor.shape.length >= 2 && tensor.size > 0 && !name.includes('bias') ? [{ tensor, name }] : [];
  });
  return kernels.map(({ tensor, name }) => {
    const folded = className.startsWith('Conv') ? tensor.shape.length - 2 : 0;
    const positions = elementCount(tensor.shape.slice(0, folded));
    const outputs = tensor.shape.at(-1) ?? 0;
    const inputs = tensor.size / positions / outputs;
    checkNodes(path, inputs);
    checkNodes(path, outputs);
    const named = kernels.length === 1 ? path : `${path}/${name}`;
    return slabMatrix({ name: named, tensor, positions, inputs, outputs, pattern: 'dense' });
  });
}

/** The row of a matrix whose nodes belong to no others. */
export function aloneRow(matrix: WeightMatrix): MatrixRow {
  return { matrix, segment: null, nodes: null, nodeValues: [] };
}

/** Keras numbers variables in some files, but always lists them in the same order. */
function variableNames(className: string, variables: readonly Tensor[]): readonly string[] {
  const count = variables.length;
  if (/^(LSTM|GRU|SimpleRNN|ConvLSTM[123]D)$/.test(className) && count <= CELL.length) return CELL;
  if (className === 'Bidirectional' && (count === 4 || count === 6)) {
    return variables.map((_, i) => `${i < count / 2 ? 'forward' : 'backward'}/${CELL[i % (count / 2)] ?? i}`);
  }
  if (/Attention$/.test(className)) {
    if (count === 4) return PROJECTIONS;
    if (count === 8) return PROJECTIONS.flatMap((name) => [name, `${name}/bias`]);
  }
  return distinct(variables.map((tensor) => tensor.name.replace(/:\d+$/, '')));
}

/** Numbers names that occur twice, so that every row of the Layers view can be told apart. */
function distinct(names: readonly string[]): readonly string[] {
  const counts = new Map<string, number>();
  return names.map((name) => {
    const count = counts.get(name) ?? 0;
    counts.set(name, count + 1);
    return count === 0 ? name : `${name}_${count}`;
  });
}
