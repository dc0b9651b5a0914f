import type { WeightMatrix } from '../../network/network.js';
import type { Tensor } from '../../network/tensor.js';
import { kernelPositions } from './slabMatrix.js';

/** Elements of one read, where whole outputs fit into it. */
const PIECE = 1 << 18;

/**
 * A transposed convolution, whose kernel (h, w, out, in) holds its inputs last. Folded to in x out by adding |w| over
 * positions.
 */
export function transposedMatrix(name: string, kernel: Tensor): WeightMatrix {
  const [outputs = 0, inputs = 0] = kernel.shape.slice(-2);
  const positions = kernelPositions(kernel.shape);
  const outputsAtOnce = Math.max(1, Math.floor(PIECE / Math.max(1, inputs)));
  const single = positions === 1;
  const rows = (from: number, to: number): Float64Array => {
    const sums = new Float64Array((to - from) * outputs);
    // Rows are asked for in blocks: with many of them whole outputs are read, with few only the part that is needed.
    const wide = (to - from) * 4 >= inputs;
    const read = (first: number, many: number): void => {
      const values = wide ? kernel.read(first * inputs, many * inputs) : kernel.read(first * inputs + from, to - from);
      const [stride, skip] = wide ? [inputs, from] : [to - from, 0];
      for (let o = 0; o < many; o++) {
        const output = (first + o) % outputs;
        for (let i = 0; i < to - from; i++) {
          const weight = values[o * stride + skip + i] ?? 0;
          sums[i * outputs + output] = (sums[i * outputs + output] ?? 0) + (single ? weight : Math.abs(weight));
        }
      }
    };
    const step = wide ? outputsAtOnce : 1;
    const all = positions * outputs;
    for (let first = 0; first < all; first += step) read(first, Math.min(step, all - first));
    return sums;
  };
  return {
    name,
    inputs,
    outputs,
    pattern: 'dense',
    rowLength: outputs,
    signed: single,
    tensors: [kernel],
    layouts: [
      [
        { counts: 'neither', extent: positions },
        { counts: 'outputs', extent: outputs },
        { counts: 'inputs', extent: inputs },
      ],
    ],
    plain: false,
    rows,
  };
}
