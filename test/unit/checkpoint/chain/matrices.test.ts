import { describe, expect, test } from 'vitest';
import { buildNetwork } from '../../../../src/checkpoint/chain/buildNetwork.js';
import { channelsFirstMatrix } from '../../../../src/checkpoint/chain/channelsFirstMatrix.js';
import { separableMatrix } from '../../../../src/checkpoint/chain/separableMatrix.js';
import { slabMatrix } from '../../../../src/checkpoint/chain/slabMatrix.js';
import { transposedMatrix } from '../../../../src/checkpoint/chain/transposedMatrix.js';
import type { WeightMatrix } from '../../../../src/network/network.js';
import type { Tensor } from '../../../../src/network/tensor.js';
import { dense, layer, sequential, stored, tensor } from './models.js';

const weight = (i: number): number => Math.sin(i + 1);
const filled = (...shape: number[]): Tensor =>
  tensor(
    'kernel',
    shape,
    Array.from({ length: shape.reduce((a, b) => a * b, 1) }, (_, i) => weight(i)),
  );

/** [matrix, its entries by definition] */
const cases: Record<string, [WeightMatrix, (row: number, column: number) => number]> = {
  convolution: [
    slabMatrix({ name: 'c', tensor: filled(3, 3, 4, 5), positions: 9, inputs: 4, outputs: 5, pattern: 'dense' }),
    (i, o) => sum(9, (p) => Math.abs(Math.fround(weight(p * 20 + i * 5 + o)))),
  ],
  'flattened, channels first': [
    channelsFirstMatrix('f', filled(12, 3), 4, 3),
    (i, o) => sum(3, (p) => Math.abs(Math.fround(weight((i * 3 + p) * 3 + o)))),
  ],
  transposed: [
    transposedMatrix('t', filled(2, 2, 3, 9)),
    (i, o) => sum(4, (p) => Math.abs(Math.fround(weight(p * 27 + o * 9 + i)))),
  ],
  separable: [
    separableMatrix('s', filled(2, 4, 2), filled(1, 8, 3)),
    (c, o) =>
      sum(2, (j) => {
        const spread = sum(2, (p) => Math.abs(Math.fround(weight(p * 8 + c * 2 + j))));
        return spread * Math.abs(Math.fround(weight((c * 2 + j) * 3 + o)));
      }),
  ],
};

describe.each(Object.entries(cases))('%s', (_, [matrix, entry]) => {
  test('folds as defined', () => {
    const rows = matrix.rows(0, matrix.inputs);
    expect(rows).toHaveLength(matrix.inputs * matrix.outputs);
    rows.forEach((value, i) =>
      expect(value).toBeCloseTo(entry(Math.floor(i / matrix.outputs), i % matrix.outputs), 10),
    );
  });

  test('gives the same rows one by one', () => {
    const all = matrix.rows(0, matrix.inputs);
    const single = Array.from({ length: matrix.inputs }, (_row, i) => [...matrix.rows(i, i + 1)]).flat();
    expect(single).toEqual([...all]);
  });
});

test('a row of a huge convolution is read without the rest of it', () => {
  let largest = 0;
  const read = (_: number, count: number): Float32Array => {
    largest = Math.max(largest, count);
    return new Float32Array(count);
  };
  const shape = [7, 7, 1 << 20, 16];
  const kernel: Tensor = { name: 'kernel', shape, dtype: 'float32', size: 49 * (1 << 24), read };
  const matrix = slabMatrix({
    name: 'c',
    tensor: kernel,
    positions: 49,
    inputs: 1 << 20,
    outputs: 16,
    pattern: 'dense',
  });
  expect(matrix.rows(5, 7)).toHaveLength(32);
  expect(largest).toBe(32);
});

describe('BatchNorm', () => {
  const norm = (...values: number[][]): readonly Tensor[] =>
    ['gamma', 'beta', 'moving_mean', 'moving_variance'].map((name, i) => tensor(name, [2], values[i] ?? [0, 0]));

  test('scales the columns of the bare layer before it, keeping signs', () => {
    const model = sequential(
      layer('Dense', 'd'),
      layer('BatchNormalization', 'n', { epsilon: 1, axis: [1] }),
      layer('Dense', 'e'),
    );
    const network = buildNetwork(
      stored(model, { d: dense(2, 2, [1, -2, 3, 4]), n: norm([-2, 1], [9, 9], [9, 9], [3, 8]), e: dense(2, 1) }),
    );
    const [matrix] = network.segments[0]?.matrices ?? [];
    expect([...(matrix?.rows(0, 2) ?? [])].map((value) => value.toFixed(6))).toEqual([
      '1.000000',
      '-0.666667',
      '3.000000',
      '1.333333',
    ]);
    expect(matrix).toMatchObject({ signed: true, plain: false });
    expect(network.skipped).toEqual([]);
  });

  test.each([
    ['an activation inside', [layer('Dense', 'd', { activation: 'relu' }), layer('BatchNormalization', 'n')]],
    ['a layer between', [layer('Dense', 'd'), layer('Dropout', 'drop'), layer('BatchNormalization', 'n')]],
    ['another axis', [layer('Dense', 'd'), layer('BatchNormalization', 'n', { axis: 0 })]],
  ])('is passed through and flagged after %s', (_, layers) => {
    const network = buildNetwork(stored(sequential(...layers), { d: dense(2, 2), n: norm() }));
    expect(network.segments[0]?.matrices[0]?.plain).toBe(true);
    expect(network.skipped.map(({ name }) => name)).toEqual(['n']);
  });
});

function sum(count: number, term: (i: number) => number): number {
  return Array.from({ length: count }, (_, i) => term(i)).reduce((total, value) => total + value, 0);
}
