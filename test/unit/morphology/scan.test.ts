import { describe, expect, test } from 'vitest';
import { medianOfMagnitudes } from '../../../src/morphology/median.js';
import { Random } from '../../../src/morphology/random.js';
import { scanMatrix } from '../../../src/morphology/scan.js';
import { storedValues } from '../../../src/morphology/storedValues.js';
import type { FloatArray } from '../../../src/network/tensor.js';
import { matrixOf } from '../../support/denseMatrix.js';

const random = new Random(7);

function randomValues<T extends FloatArray>(values: T): T {
  for (let i = 0; i < values.length; i++) values[i] = random.below(100) === 0 ? 0 : random.next() / 2 ** 31;
  return values;
}

/** The obvious way. */
function oracle(values: FloatArray, inputs: number, outputs: number) {
  const magnitudes = Array.from(values, Math.abs);
  const sum = (list: readonly number[]): number => list.reduce((a, b) => a + b, 0);
  return {
    rows: Array.from({ length: inputs }, (_, i) => sum(magnitudes.slice(i * outputs, (i + 1) * outputs))),
    columns: Array.from({ length: outputs }, (_, j) => sum(magnitudes.filter((_w, i) => i % outputs === j))),
    max: magnitudes.reduce((a, b) => Math.max(a, b), 0),
    zeros: magnitudes.filter((w) => w === 0).length,
    strongest: Array.from(values, (value, i) => ({ value, i }))
      .filter(({ value }) => value !== 0)
      .sort((a, b) => Math.abs(b.value) - Math.abs(a.value) || a.i - b.i),
  };
}

describe.each([
  ['float32', Float32Array],
  ['float64', Float64Array],
] as const)('%s', (_name, array) => {
  test.each([
    [1, 1],
    [3, 5],
    [4, 4],
    [7, 256],
    [9, 257],
    [13, 700],
  ])('%i x %i: sums, extremes and the strongest entries', async (inputs, outputs) => {
    const values = randomValues(new array(inputs * outputs));
    const want = oracle(values, inputs, outputs);
    const edges = Math.ceil(values.length / 10);
    const got = await scanMatrix(matrixOf('m', inputs, outputs, values), { edges });
    want.rows.forEach((sum, i) => expect(got.rowSums[i]).toBeCloseTo(sum, 10));
    want.columns.forEach((sum, j) => expect(got.columnSums[j]).toBeCloseTo(sum, 10));
    expect(got.max).toBe(want.max);
    expect(got.zeros).toBe(want.zeros);
    expect(got.nonFinite).toBe(0);
    expect(got.mean).toBeCloseTo(got.total / values.length, 15);
    const strongest = want.strongest.slice(0, edges);
    expect(Array.from(got.edges.value)).toEqual(strongest.map(({ value }) => value));
    expect(Array.from(got.edges.from)).toEqual(strongest.map(({ i }) => Math.floor(i / outputs)));
    expect(Array.from(got.edges.to)).toEqual(strongest.map(({ i }) => i % outputs));
    expect(got.complete).toBe(want.strongest.length <= edges);
  });

  test.each([1, 2, 5, 10, 999, 1000])(
    'the median of %i entries is the middle one, or the mean of the middle two',
    async (count) => {
      const values = randomValues(new array(count));
      const sorted = Array.from(values, Math.abs).sort((a, b) => a - b);
      const median = ((sorted[Math.floor((count - 1) / 2)] ?? 0) + (sorted[Math.floor(count / 2)] ?? 0)) / 2;
      expect(await medianOfMagnitudes(matrixOf('m', 1, count, values))).toBe(median);
    },
  );

  test.each([
    [[0, 0, 0, 1], 0],
    [[1, -1, 1, -1], 1],
    [[0, -2], 1],
    [[1e-30, 1e30], 5e29],
    // Neighbours in the last bit fall into one first digit.
    [[1, 1 + 2 ** -23, 1 + 2 ** -22, 1 + 2 ** -21], 1 + 2 ** -22 - 2 ** -24],
  ])('the median of %j', async (list, median) => {
    const got = await medianOfMagnitudes(matrixOf('m', list.length, 1, array.from(list)));
    expect(got).toBeCloseTo(median, median > 1e20 ? -24 : 15);
  });

  test('NaN and infinities are counted, and leave the largest finite value', async () => {
    const values = new array(8 * 8).fill(0.5);
    values.set([Number.NaN, -Infinity, -3, 0], 19);
    const got = await scanMatrix(matrixOf('m', 8, 8, values), { edges: 100 });
    expect(got).toMatchObject({ nonFinite: 2, zeros: 1, max: 3, complete: true });
    expect(got.edges.value).toHaveLength(61);
    expect(await storedValues(matrixOf('m', 8, 8, values).tensors)).toMatchObject({
      nonFinite: 2,
      zeros: 1,
      maxAbs: 3,
    });
  });
});

test('a diagonal matrix has one entry per output', async () => {
  // Two inputs, three outputs each.
  const got = await scanMatrix(matrixOf('m', 2, 6, [1, -2, 3, 4, 5, 0], 'diagonal'), { edges: 2 });
  expect(Array.from(got.rowSums)).toEqual([6, 9]);
  expect(Array.from(got.columnSums)).toEqual([1, 2, 3, 4, 5, 0]);
  expect(got).toMatchObject({ count: 6, mean: 2.5, zeros: 1, max: 5, complete: false });
  expect(Array.from(got.edges.from)).toEqual([1, 1]);
  expect(Array.from(got.edges.to)).toEqual([4, 3]);
});

test('the strongest entries of a rising matrix are its last; of equal ones any, in stored order', async () => {
  const rising = await scanMatrix(
    matrixOf(
      'm',
      10,
      100,
      Float32Array.from({ length: 1000 }, (_, i) => i),
    ),
    { edges: 3 },
  );
  expect(Array.from(rising.edges.value)).toEqual([999, 998, 997]);
  const equal = await scanMatrix(matrixOf('m', 10, 100, new Float32Array(1000).fill(-2)), { edges: 3 });
  expect(equal.complete).toBe(false);
  const places = Array.from(equal.edges.from, (from, i) => from * 100 + (equal.edges.to[i] ?? 0));
  expect(new Set(places).size).toBe(3);
  expect(places).toEqual(places.toSorted((a, b) => a - b));
});

test('denormal weights are not zeros', async () => {
  const got = await scanMatrix(matrixOf('m', 4, 1, [1e-45, 1e-45, 1e-45, 1e-45]));
  expect(got.zeros).toBe(0);
});

test('a cancelled scan stops before the next slice', async () => {
  const controller = new AbortController();
  const matrix = matrixOf('m', 4, 524_288, new Float32Array(4 * 524_288));
  const scan = scanMatrix(matrix, { signal: controller.signal, onSlice: () => controller.abort() });
  await expect(scan).rejects.toMatchObject({ reason: 'cancelled' });
  expect(matrix.reads.entries).toBe(524_288);
});
