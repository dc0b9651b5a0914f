import type { WeightMatrix } from '../../network/network.js';
import { elementCount, type FloatArray, type Tensor } from '../../network/tensor.js';

/** Elements read at once where several positions lie side by side; enough to amortise a read, little against memory. */
const MERGED_READ = 1 << 18;

export interface Slabs {
  readonly name: string;
  readonly tensor: Tensor;
  readonly positions: number;
  readonly inputs: number;
  readonly outputs: number;
  readonly pattern: 'dense' | 'diagonal';
}

/**
 * A tensor laid out as positions x inputs x rowLength, folded to inputs x rowLength by adding |w| over positions: a
 * convolution kernel (h, w, in, out), a depthwise kernel (h, w, in, m), a Dense kernel after a channels_last Flatten
 * (position * channels + channel, out), and with one position a plain Dense kernel (in, out).
 * Sums are float64; a single position keeps its signs.
 */
export function slabMatrix({ name, tensor, positions, inputs, outputs, pattern }: Slabs): WeightMatrix {
  const rowLength = pattern === 'diagonal' ? outputs / inputs : outputs;
  const slab = inputs * rowLength;
  const single = positions === 1;
  const sumOver = (from: number, to: number): FloatArray => {
    const size = (to - from) * rowLength;
    const sums = new Float64Array(size);
    const merged = size === slab && slab > 0 ? Math.max(1, Math.floor(MERGED_READ / slab)) : 1;
    for (let position = 0; position < positions; position += merged) {
      const many = Math.min(merged, positions - position);
      const values = tensor.read(position * slab + from * rowLength, many * size);
      for (let base = 0; base < values.length; base += size) {
        for (let i = 0; i < size; i++) sums[i] = (sums[i] ?? 0) + Math.abs(values[base + i] ?? 0);
      }
    }
    return sums;
  };
  return {
    name,
    inputs,
    outputs,
    pattern,
    rowLength,
    signed: single,
    tensors: [tensor],
    layouts: [
      [
        { counts: 'neither', extent: positions },
        { counts: 'inputs', extent: inputs },
        { counts: pattern === 'diagonal' ? 'neither' : 'outputs', extent: rowLength },
      ],
    ],
    plain: single,
    rows: single ? (from, to) => tensor.read(from * rowLength, (to - from) * rowLength) : sumOver,
  };
}

/** Positions of a kernel: the product of all but its last two axes. */
export function kernelPositions(shape: readonly number[]): number {
  return elementCount(shape.slice(0, -2));
}
