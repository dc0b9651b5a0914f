import { expect, test } from 'vitest';
import { measureNetwork } from '../../../src/report/measure.js';
import { matrixOf, networkOf, segmentOf } from '../../support/denseMatrix.js';

const options = { epoch: null, file: 'a.h5', prune: 'mean', edges: 100, activity: null } as const;

/** Entry (i, j) is u_i v_j, so that the mean of a bin is the product of two means. */
function product(name: string, u: readonly number[], v: readonly number[]) {
  return matrixOf(
    name,
    u.length,
    v.length,
    u.flatMap((a) => v.map((b) => a * b)),
  );
}

test('a matrix with more entries than edges has a map, most connected nodes first', async () => {
  const rising = Array.from({ length: 96 }, (_, i) => (i + 1) / 96);
  const signed = rising.map((value, i) => (i % 2 === 0 ? value : -value));
  const { sketch } = await measureNetwork(
    networkOf([segmentOf([product('a', rising, signed), product('b', signed, [1, 1])])]),
    options,
  );
  const map = sketch.segments[0]?.matrices[0]?.map;
  // 32 bins of three nodes each; the node of rank k has the value (96 - k) / 96.
  const mean = Array.from({ length: 32 }, (_, bin) => (96 - 3 * bin - 1) / 96);
  expect(map).toMatchObject({ rows: 32, columns: 32 });
  expect(map?.largest).toBeCloseTo((mean[0] ?? 0) ** 2, 6);
  const expected = mean.flatMap((a) => mean.map((b) => (255 * a * b) / (mean[0] ?? 1) ** 2));
  map?.shade.forEach((shade, bin) => expect(Math.abs(shade - (expected[bin] ?? NaN))).toBeLessThanOrEqual(0.51));
  expect(sketch.segments[0]?.matrices[1]).toMatchObject({ map: { rows: 32, columns: 2 } });
});

test('there is none where the edges tell all, or where nothing can be told', async () => {
  const small = [product('a', [1, 2], [1, 2]), product('b', [1, 2], [1])];
  expect(
    (await measureNetwork(networkOf([segmentOf(small)]), options)).sketch.segments[0]?.matrices[0],
  ).not.toHaveProperty('map');
  const sick = [
    matrixOf('a', 20, 20, new Array<number>(400).fill(NaN)),
    product('b', new Array<number>(20).fill(1), [1]),
  ];
  expect(
    (await measureNetwork(networkOf([segmentOf(sick)]), options)).sketch.segments[0]?.matrices[0],
  ).not.toHaveProperty('map');
});
