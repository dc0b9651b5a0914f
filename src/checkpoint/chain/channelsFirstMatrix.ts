import type { WeightMatrix } from '../../network/network.js';
import type { Tensor } from '../../network/tensor.js';

/** Elements of one read; a channel with more is read in pieces. */
const PIECE = 1 << 18;

/**
 * A Dense kernel after a Flatten that left the channels in front: row = channel * positions + position. Folded to
 * channels x outputs by adding |w| over positions.
 * @param kernel (channels * positions, outputs).
 */
export function channelsFirstMatrix(name: string, kernel: Tensor, channels: number, outputs: number): WeightMatrix {
  const positions = (kernel.shape[0] ?? 0) / channels;
  const rowsAtOnce = Math.max(1, Math.floor(PIECE / Math.max(1, outputs)));
  const rows = (from: number, to: number): Float64Array => {
    const sums = new Float64Array((to - from) * outputs);
    const end = to * positions;
    for (let row = from * positions; row < end; row += rowsAtOnce) {
      const many = Math.min(rowsAtOnce, end - row);
      const values = kernel.read(row * outputs, many * outputs);
      for (let r = 0; r < many; r++) {
        const target = (Math.floor((row + r) / positions) - from) * outputs;
        for (let k = 0; k < outputs; k++)
          sums[target + k] = (sums[target + k] ?? 0) + Math.abs(values[r * outputs + k] ?? 0);
      }
    }
    return sums;
  };
  return {
    name,
    inputs: channels,
    outputs,
    pattern: 'dense',
    rowLength: outputs,
    signed: false,
    tensors: [kernel],
    layouts: [
      [
        { counts: 'inputs', extent: channels },
        { counts: 'neither', extent: positions },
        { counts: 'outputs', extent: outputs },
      ],
    ],
    plain: false,
    rows,
  };
}
