import { expect, it } from 'vitest';
import { HeldStretch, permutedTensor, pickedTensor } from '../../../src/comparison/matching/permutedTensor.js';
import { Random } from '../../../src/morphology/random.js';
import type { TensorAxis } from '../../../src/network/network.js';
import type { FloatArray, Tensor } from '../../../src/network/tensor.js';
import { randomOrder } from '../../support/permuted.js';

function tensorOf(values: FloatArray, shape: readonly number[]): Tensor & { reads: number[] } {
  const reads: number[] = [];
  const read = (start: number, count: number): FloatArray => {
    reads.push(count);
    return values.slice(start, start + count);
  };
  return { name: 'kernel', shape, dtype: 'float32', size: values.length, read, reads };
}

const AXES: Readonly<Record<string, readonly TensorAxis[]>> = {
  'a kernel with positions': [
    { counts: 'neither', extent: 3 },
    { counts: 'inputs', extent: 4 },
    { counts: 'outputs', extent: 5 },
  ],
  'channels before positions': [
    { counts: 'inputs', extent: 4 },
    { counts: 'neither', extent: 3 },
    { counts: 'outputs', extent: 5 },
  ],
  'a transposed kernel': [
    { counts: 'neither', extent: 3 },
    { counts: 'outputs', extent: 5 },
    { counts: 'inputs', extent: 4 },
  ],
  'a depthwise kernel': [
    { counts: 'neither', extent: 6 },
    { counts: 'inputs', extent: 4 },
    { counts: 'neither', extent: 2 },
  ],
};
const random = new Random(11);
const orders = { inputs: randomOrder(4, random), outputs: randomOrder(5, random) };

it.each(Object.entries(AXES))('gives any part of %s in the other order', (_, axes) => {
  const shape = axes.map(({ extent }) => extent);
  const size = shape.reduce((product, extent) => product * extent, 1);
  const values = Float32Array.from({ length: size }, (__, i) => i);
  for (const sides of [orders, { ...orders, inputs: null }, { ...orders, outputs: null }]) {
    const permuted = permutedTensor(tensorOf(values, shape), axes, sides, new HeldStretch());
    const expected = values.map((___, i) => {
      let [at, rest, stride] = [0, i, size];
      for (const { counts, extent } of axes) {
        stride /= extent;
        const index = Math.floor(rest / stride);
        rest %= stride;
        at += ((counts === 'neither' ? undefined : sides[counts]?.[index]) ?? index) * stride;
      }
      return at;
    });
    for (let start = 0; start < size; start++) {
      for (let count = 1; count <= size - start; count++) {
        expect(permuted.read(start, count)).toEqual(expected.subarray(start, start + count));
      }
    }
  }
});

it('reads what it does not hold row by row, and twice as wide numbers as such', () => {
  const [rows, columns] = [2100, 2000];
  const values = Float64Array.from({ length: rows * columns }, (_, i) => i);
  const stored = tensorOf(values, [rows, columns]);
  const axes = [
    { counts: 'inputs', extent: rows },
    { counts: 'outputs', extent: columns },
  ] as const;
  const order = randomOrder(rows, random);
  const permuted = permutedTensor(stored, axes, { inputs: order, outputs: null }, new HeldStretch());
  const from = 7 * columns + 5;
  const found = permuted.read(from, 3 * columns);
  expect(found).toBeInstanceOf(Float64Array);
  for (const k of [0, columns - 6, columns - 5, 3 * columns - 1]) {
    const [row, column] = [Math.floor((from + k) / columns), (from + k) % columns];
    expect(found[k]).toBe((order[row] ?? NaN) * columns + column);
  }
  expect(Math.max(...stored.reads)).toBeLessThanOrEqual(columns);
});

it('decodes a small tensor once, however often it is read in slices', () => {
  const stored = tensorOf(
    Float32Array.from({ length: 20 }, (_, i) => i),
    [4, 5],
  );
  const axes = [
    { counts: 'inputs', extent: 4 },
    { counts: 'outputs', extent: 5 },
  ] as const;
  const permuted = permutedTensor(stored, axes, orders, new HeldStretch());
  for (let start = 0; start < 20; start += 3) permuted.read(start, Math.min(3, 20 - start));
  expect(stored.reads).toEqual([20]);
});

it('picks a few columns out of many without holding all', () => {
  const [rows, columns] = [3000, 2000];
  const stored = tensorOf(
    Float32Array.from({ length: rows * columns }, (_, i) => i),
    [rows, columns],
  );
  const axes = [
    { counts: 'inputs', extent: rows },
    { counts: 'outputs', extent: columns },
  ] as const;
  const picks = { inputs: null, outputs: Int32Array.of(1999, 3) };
  const { tensor, layout } = pickedTensor(stored, axes, picks, new HeldStretch());
  expect(layout).toEqual([axes[0], { counts: 'outputs', extent: 2 }]);
  expect(tensor.size).toBe(6000);
  const found = tensor.read(0, 6000);
  for (const row of [0, 1, 1999, 2000, 2999]) {
    expect([...found.subarray(2 * row, 2 * row + 2)]).toEqual([row * columns + 1999, row * columns + 3]);
  }
  expect(stored.reads).toEqual([4_000_000, 2_000_000]);
});
