import { describe, expect, test } from 'vitest';
import { StrongestChanges } from '../../../src/comparison/changeSketch.js';
import { MagnitudeCounts, pairHistogram } from '../../../src/comparison/histogram.js';
import { ChangeSums } from '../../../src/comparison/matrixChange.js';
import { setOverlap } from '../../../src/comparison/setOverlap.js';
import { Random } from '../../../src/morphology/random.js';
import { matrixOf } from '../../support/denseMatrix.js';

const sumsOf = (a: readonly number[], b: readonly number[], Kind: typeof Float32Array | typeof Float64Array) => {
  const sums = new ChangeSums();
  sums.add(Kind.from(a), Kind.from(b));
  return sums.value();
};

describe.each([Float32Array, Float64Array])('ChangeSums of %o', (Kind) => {
  test('gives relative change, cosine and sign flips', () => {
    expect(sumsOf([3, 4, 0, 0], [3, -4, 0, 5], Kind)).toEqual({
      relativeChange: Math.sqrt(64 + 25) / 5,
      cosine: -7 / (5 * Math.sqrt(50)),
      signFlips: 0.25,
    });
  });

  test('of equal weights are 0, 1 and 0; of zeros they have no meaning', () => {
    expect(sumsOf([1, -2], [1, -2], Kind)).toEqual({ relativeChange: 0, cosine: 1, signFlips: 0 });
    expect(sumsOf([0, 0], [1, 2], Kind)).toEqual({ relativeChange: null, cosine: null, signFlips: 0 });
  });
});

test('sums of several matrices are those of one vector', () => {
  const all = new ChangeSums();
  for (const [a, b] of [
    [3, 3],
    [4, -4],
  ] as const) {
    const one = new ChangeSums();
    one.add(Float32Array.of(a), Float32Array.of(b));
    all.include(one);
  }
  expect(all.value()).toEqual({ relativeChange: 8 / 5, cosine: -7 / 25, signFlips: 0.5 });
});

describe('histograms', () => {
  test('count each value in the bin whose edges hold it, the largest in the last', () => {
    const counts = new MagnitudeCounts(0.3);
    const edges = Array.from({ length: 41 }, (_, edge) => 0.3 * (edge / 40));
    counts.add(Float64Array.from(edges, (edge, index) => (index % 2 === 0 ? edge : -edge)));
    expect(counts.with(new MagnitudeCounts(0.3))).toEqual({
      edges,
      a: [...new Array<number>(39).fill(1), 2],
      b: new Array<number>(40).fill(0),
    });
  });

  test('count float32 by their bits as float64 by the edges', () => {
    const random = new Random(3);
    const values = Float32Array.from({ length: 10_000 }, () => random.next() / 2 ** (31 + random.below(40)));
    const largest = values.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
    const [narrow, wide] = [new MagnitudeCounts(largest), new MagnitudeCounts(largest)];
    narrow.add(Float32Array.of(...values, Number.NaN, -Infinity));
    wide.add(Float64Array.from(values));
    const both = narrow.with(wide);
    expect(both?.a).toEqual(both?.b);
    expect(both?.a.reduce((sum, count) => sum + count, 0)).toBe(values.length);
  });

  test('leave out what is not finite, and are null where nothing is left', () => {
    const counts = new MagnitudeCounts(0);
    counts.add(Float32Array.of(Number.NaN, Infinity, -Infinity));
    expect(counts.with(new MagnitudeCounts(0))).toBeNull();
  });

  test('of zeros alone reach from 0 to 1', () => {
    const zeros = pairHistogram([0, 0], [0]);
    expect([zeros?.edges[0], zeros?.edges.at(-1), zeros?.a[0], zeros?.b[0]]).toEqual([0, 1, 2, 1]);
  });
});

describe('setOverlap', () => {
  // scipy 1.17.1: p is hypergeom(nodes, sizeA, sizeB).sf(shared - 1), and the expectation is taken over its pmf.
  test.each([
    [10, 4, 4, 2, 2 / 6, 0.27061224489795915, 0.5476190476190477],
    [10, 4, 4, 4, 1, 0.27061224489795915, 0.0047619047619047615],
    [10, 9, 4, 3, 3 / 10, 0.3866666666666667, 1],
    [10, 10, 10, 10, 1, 1, 1],
    [1000, 300, 400, 131, 131 / 569, 0.20707765839358927, 0.06982602155038774],
    [100_000, 40_000, 50_000, 20_000, 2 / 7, 0.28571586007983707, 0.502575140960209],
    [100_000, 40_000, 50_000, 20_300, 20_300 / 69_700, 0.28571586007983707, 5.51859495188574e-5],
  ])('of %i nodes, sets of %i and %i with %i shared', (nodes, sizeA, sizeB, shared, jaccard, expected, p) => {
    const found = setOverlap(nodes, sizeA, sizeB, shared);
    expect(found.jaccard).toBeCloseTo(jaccard, 14);
    expect((found.null ?? 0) / expected).toBeCloseTo(1, 8);
    expect((found.p ?? 0) / p).toBeCloseTo(1, 8);
  });
});

describe('StrongestChanges', () => {
  const [a, b] = [
    [1, -2, 0, 4, 0.5, 0.25],
    [1, 2.5, -3, 3, -0.5, Number.NaN],
  ];
  const found = (capacity: number) => {
    const changes = new StrongestChanges(matrixOf('m', 2, 3, a), capacity, true);
    changes.add({ from: 0, to: 2, values: Float32Array.from(a) }, Float32Array.from(b));
    return changes.finish();
  };

  test('keeps what has grown or shrunk, largest first, and tells where signs flipped', () => {
    expect(found(10)).toEqual({
      name: 'm',
      largest: 3,
      complete: true,
      from: [0, 1, 0],
      to: [2, 0, 1],
      change: [3, -1, 0.5],
      flipped: [0, 0, 1],
    });
  });

  test('keeps no more than asked for', () => {
    expect(found(2)).toMatchObject({ complete: false, change: [3, -1] });
  });
});
