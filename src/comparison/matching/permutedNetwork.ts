import { mapMatrices } from '../../network/mapMatrices.js';
import type { Network, WeightMatrix } from '../../network/network.js';
import type { Tensor } from '../../network/tensor.js';
import type { Order } from './order.js';
import { HeldStretch, permutedTensor, type SideOrders } from './permutedTensor.js';

/**
 * The same network with hidden nodes in another order: rows, columns and stored tensors, read in slices as before.
 * @param orders by set of nodes (`Network.nodeSets`); a set that is not in it keeps its order.
 */
export function permutedNetwork(network: Network, orders: ReadonlyMap<number, Order>): Network {
  if (orders.size === 0) return network;
  const held = new HeldStretch();
  const permuted = new Map<WeightMatrix, WeightMatrix>();
  const matrices = network.matrices.map((row) => {
    if (row.nodes === null) return row;
    const sides = { inputs: orders.get(row.nodes.from) ?? null, outputs: orders.get(row.nodes.to) ?? null };
    if (sides.inputs === null && sides.outputs === null) return row;
    const matrix = permutedMatrix(row.matrix, sides, held);
    permuted.set(row.matrix, matrix);
    const nodeValues = row.nodeValues.map((values) =>
      permutedTensor(values, [{ counts: 'outputs', extent: values.size }], sides, held),
    );
    return { ...row, matrix, nodeValues };
  });
  return { ...mapMatrices(network, (matrix) => permuted.get(matrix) ?? matrix), matrices };
}

/** The outputs of a diagonal matrix follow its inputs. */
function permutedMatrix(matrix: WeightMatrix, sides: SideOrders, held: HeldStretch): WeightMatrix {
  const tensors = matrix.tensors.map((tensor, index) =>
    permutedTensor(tensor, matrix.layouts[index] ?? [], sides, held),
  );
  const { inputs, rowLength, pattern } = matrix;
  const folded: Tensor = {
    name: matrix.name,
    shape: [inputs, rowLength],
    dtype: 'float64',
    size: inputs * rowLength,
    read: (start, count) => matrix.rows(start / rowLength, (start + count) / rowLength),
  };
  const ordered = permutedTensor(
    folded,
    [
      { counts: 'inputs', extent: inputs },
      { counts: pattern === 'diagonal' ? 'neither' : 'outputs', extent: rowLength },
    ],
    sides,
    held,
  );
  return { ...matrix, tensors, rows: (from, to) => ordered.read(from * rowLength, (to - from) * rowLength) };
}
