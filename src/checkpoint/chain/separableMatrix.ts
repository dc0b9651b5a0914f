import type { WeightMatrix } from '../../network/network.js';
import type { Tensor } from '../../network/tensor.js';
import { kernelPositions } from './slabMatrix.js';

/**
 * A separable convolution multiplied out: entry (c, o) = sum over j of (sum over positions of |depthwise[p, c, j]|) times
 * |pointwise[c * m + j, o]|, m the depth multiplier.
 * @param depthwise (h, w, in, m) or (k, in, m).
 * @param pointwise (1, 1, in * m, out) or (1, in * m, out).
 */
export function separableMatrix(name: string, depthwise: Tensor, pointwise: Tensor): WeightMatrix {
  const [inputs = 0, multiplier = 0] = depthwise.shape.slice(-2);
  const outputs = pointwise.shape.at(-1) ?? 0;
  const positions = kernelPositions(depthwise.shape);
  const slab = inputs * multiplier;
  const rows = (from: number, to: number): Float64Array => {
    const first = from * multiplier;
    const spread = new Float64Array((to - from) * multiplier);
    for (let position = 0; position < positions; position++) {
      const values = depthwise.read(position * slab + first, spread.length);
      for (let i = 0; i < spread.length; i++) spread[i] = (spread[i] ?? 0) + Math.abs(values[i] ?? 0);
    }
    const sums = new Float64Array((to - from) * outputs);
    // One input at a time: the pointwise kernel has `multiplier` rows for each row that was asked for.
    for (let row = 0; row < to - from; row++) {
      const values = pointwise.read((first + row * multiplier) * outputs, multiplier * outputs);
      for (let j = 0; j < multiplier; j++) {
        const factor = spread[row * multiplier + j] ?? 0;
        for (let o = 0; o < outputs; o++)
          sums[row * outputs + o] = (sums[row * outputs + o] ?? 0) + factor * Math.abs(values[j * outputs + o] ?? 0);
      }
    }
    return sums;
  };
  return {
    name,
    inputs,
    outputs,
    pattern: 'dense',
    rowLength: outputs,
    signed: false,
    tensors: [depthwise, pointwise],
    layouts: [
      [
        { counts: 'neither', extent: positions },
        { counts: 'inputs', extent: inputs },
        { counts: 'neither', extent: multiplier },
      ],
      [
        { counts: 'inputs', extent: inputs },
        { counts: 'neither', extent: multiplier },
        { counts: 'outputs', extent: outputs },
      ],
    ],
    plain: false,
    rows,
  };
}
