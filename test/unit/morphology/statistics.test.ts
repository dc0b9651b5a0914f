import { describe, expect, test } from 'vitest';
import { autocorrelation } from '../../../src/morphology/autocorrelation.js';
import { inOutCorrelation } from '../../../src/morphology/inOutCorrelation.js';
import { increments, type LayerLevel } from '../../../src/morphology/increments.js';
import { quantile, summarize } from '../../../src/morphology/nullDistribution.js';
import { pearson, slopeThroughOrigin } from '../../../src/morphology/pearson.js';
import { permutationsFor } from '../../../src/morphology/permutation.js';
import { Random, shuffle } from '../../../src/morphology/random.js';
import { structure } from '../../../src/morphology/structure.js';

describe('random numbers', () => {
  test('are sfc32 as published', () => {
    // PractRand's sfc32 with a = 0, b = 1, c = 0, counter = 1, 15 words thrown away; from the same code in Python.
    const random = new Random(1);
    expect(Array.from({ length: 4 }, () => random.next() >>> 0)).toEqual([
      1779833415, 2026416846, 1661539736, 2729060721,
    ]);
  });

  test('below a bound are uniform', () => {
    const random = new Random(5);
    const counts = new Array<number>(6).fill(0);
    for (let i = 0; i < 60_000; i++) {
      const drawn = random.below(6);
      counts[drawn] = (counts[drawn] ?? 0) + 1;
    }
    // Chi-squared with 5 degrees of freedom: 20.5 is its 99.9 % quantile.
    expect(counts.reduce((sum, count) => sum + (count - 10_000) ** 2 / 10_000, 0)).toBeLessThan(20.5);
    expect(random.below(1)).toBe(0);
    const large = Array.from({ length: 2000 }, () => random.below(3 * 2 ** 20));
    expect(large.every((drawn) => Number.isInteger(drawn) && drawn >= 0 && drawn < 3 * 2 ** 20)).toBe(true);
    // Mean 3 * 2^19, standard error 3 * 2^20 / sqrt(12 * 2000).
    expect(Math.abs(large.reduce((a, b) => a + b, 0) / 2000 - 3 * 2 ** 19)).toBeLessThan(4 * 20_306);
  });

  test('shuffle all orders alike', () => {
    const random = new Random(9);
    const counts = new Map<string, number>();
    for (let i = 0; i < 24_000; i++) {
      const values = Float64Array.of(9, 1, 2, 3, 4, 9);
      shuffle(values, 1, 5, random);
      const key = values.join('');
      counts.set(key, (counts.get(key) ?? 0) + 1);
    }
    expect(counts.size).toBe(24);
    // 23 degrees of freedom: 49.7 is the 99.9 % quantile.
    expect([...counts.values()].reduce((sum, count) => sum + (count - 1000) ** 2 / 1000, 0)).toBeLessThan(49.7);
  });
});

describe('Pearson', () => {
  test('agrees with scipy', () => {
    // scipy.stats.pearsonr([1, 2, 3, 5], [2, 1, 4, 7]).statistic
    expect(pearson([1, 2, 3, 5], [2, 1, 4, 7])).toBeCloseTo(0.9221388919541468, 12);
    expect(pearson([1, 2], [5, 3])).toBeCloseTo(-1, 14);
  });

  test('is undefined for one pair or a constant side', () => {
    expect(pearson([1], [1])).toBeNull();
    expect(pearson([1, 1, 1], [1, 2, 3])).toBeNull();
    expect(pearson([0.1 + 0.2, 0.3, 0.3], [1, 2, 3])).toBeNull();
    expect(pearson([0, 0], [0, 0])).toBeNull();
  });

  test('is scale free', () => {
    expect(pearson([1e-120, 2e-120, 4e-120], [1, 2, 4])).toBeCloseTo(1, 12);
  });

  test('the slope goes through the origin', () => {
    // x, y = [1, -1, 2], [2, 0, 1]: (2 + 0 + 2) / 6
    expect(slopeThroughOrigin([1, -1, 2], [2, 0, 1])).toBeCloseTo(4 / 6, 15);
    expect(slopeThroughOrigin([0, 0], [1, 2])).toBeNull();
  });
});

test('a null distribution is summarised as numpy does', () => {
  // v = np.array([1., 2, 4, 8]); v.mean(), v.std(), np.quantile(v, .99)
  const summary = summarize(Float64Array.of(4, 1, 8, 2));
  expect(summary.mean).toBe(3.75);
  expect(summary.sd).toBeCloseTo(2.680951323690902, 14);
  expect(summary.q99).toBeCloseTo(7.88, 14);
  expect(quantile([3], 0.99)).toBe(3);
});

describe('in/out correlation', () => {
  const layer = (inFraction: number[], outFraction: number[], live: number[] | null = null) => ({
    name: 'l',
    inFraction,
    outFraction,
    live,
  });

  test('pools N fraction - 1 over layers of different widths', () => {
    // x = np.r_[2*np.array([.7,.3])-1, 3*np.array([.5,.3,.2])-1]; y = np.r_[2*np.array([.6,.4])-1, 3*np.array([.2,.5,.3])-1]
    const result = inOutCorrelation([layer([0.7, 0.3], [0.6, 0.4]), layer([0.5, 0.3, 0.2], [0.2, 0.5, 0.3])]);
    // np.corrcoef(x, y)[0, 1]; (x * y).sum() / (x * x).sum()
    expect(result.r).toBeCloseTo(-0.08219949365267867, 12);
    expect(result.slope).toBeCloseTo(-0.06756756756756761, 12);
    expect(result).toMatchObject({ n: 5, permutations: 10_000, layersUsed: ['l', 'l'], rLive: null, nLive: null });
  });

  test('p counts the orders that reach r, exactly for a layer of four', () => {
    // Of 24 orders only the identity reaches r = 1: p near 1/24; the null mean is 0, its variance 1/(n - 1) = 1/3.
    const result = inOutCorrelation([layer([0.1, 0.2, 0.3, 0.4], [0.1, 0.2, 0.3, 0.4])]);
    expect(result.r).toBeCloseTo(1, 12);
    expect(Math.abs((result.p ?? 0) - 1 / 24)).toBeLessThan(4 * Math.sqrt((1 / 24) * (23 / 24) * 1e-4));
    expect(Math.abs(result.nullR?.mean ?? 1)).toBeLessThan(0.03);
    expect(result.nullR?.sd).toBeCloseTo(Math.sqrt(1 / 3), 1);
    expect(result.nullR?.q99).toBeCloseTo(1, 12);
  });

  test('permutes within layers only: layers of constant out-fractions never move', () => {
    // Each layer of one node: no permutation can change anything, so every r* equals r.
    const pair = (a: number, b: number) => layer([a, 1 - a], [b, 1 - b]);
    const result = inOutCorrelation([pair(0.9, 0.9)]);
    // Two orders of one layer: half of them reach r.
    expect(Math.abs((result.p ?? 0) - 0.5)).toBeLessThan(0.02);
  });

  test('is undefined, not rounding, for a homogeneous network', () => {
    const tenth = new Array<number>(10).fill(0.1);
    const noisy = tenth.map((share, node) => share + (node % 2 === 0 ? 1e-17 : -1e-17));
    expect(inOutCorrelation([layer(noisy, tenth), layer(tenth, noisy)])).toMatchObject({
      r: null,
      p: null,
      slope: null,
      nullR: null,
      permutations: 0,
    });
    expect(inOutCorrelation([])).toMatchObject({ r: null, n: 0 });
  });

  test('counts live nodes of the layers with data', () => {
    const result = inOutCorrelation([
      layer([0.1, 0.2, 0.3, 0.4], [0.4, 0.2, 0.3, 0.1], [0, 1, 1, 1]),
      layer([0.5, 0.5], [0.5, 0.5]),
    ]);
    expect(result.nLive).toBe(3);
    // np.corrcoef([.2, .3, .4], [.2, .3, .1])[0, 1]
    expect(result.rLive).toBeCloseTo(-0.5, 12);
  });

  test('is the same each time, and bounded above 5000 nodes', () => {
    const big = layer(
      Array.from({ length: 60 }, (_, i) => (i % 7) / 180),
      Array.from({ length: 60 }, (_, i) => (i % 5) / 120),
    );
    expect(inOutCorrelation([big])).toEqual(inOutCorrelation([big]));
    expect([5000, 10_000, 1e6].map(permutationsFor)).toEqual([10_000, 5000, 100]);
  });
});

test('structure needs 20 nodes, p < 0.01 and r >= 0.5', () => {
  expect(structure(0.9, 1e-4, 90).formed).toBe(true);
  expect(structure(0.5, 0.0099, 20).formed).toBe(true);
  expect(structure(0.49, 1e-4, 90).formed).toBe(false);
  expect(structure(0.9, 0.01, 90).formed).toBe(false);
  expect(structure(0.9, 1e-4, 19).formed).toBeNull();
  expect(structure(null, null, 90).formed).toBeNull();
  expect(structure(null, null, 0).formed).toBeNull();
});

const level = (value: number | null, over: Partial<LayerLevel> = {}): LayerLevel => ({
  name: 'l',
  segment: 0,
  nodes: 10,
  nextColumns: 10,
  last: false,
  value,
  ...over,
});

describe('increments', () => {
  test('are null across a break, a change of width, and where a value is', () => {
    const layers = [
      level(0.1),
      level(0.4),
      level(0.2, { nodes: 20 }),
      level(0.6, { nodes: 20 }),
      level(0.9, { nodes: 20, segment: 1 }),
      level(null, { nodes: 20, segment: 1 }),
    ];
    expect(increments(layers)).toEqual([expect.closeTo(0.3, 15), null, expect.closeTo(0.4, 15), null, null]);
  });

  test('leave out the last hidden layer where it leads to one node', () => {
    expect(increments([level(0.1), level(0.4), level(0.2, { nextColumns: 1, last: true })])).toEqual([
      expect.closeTo(0.3, 15),
      null,
    ]);
    expect(increments([level(0.1), level(0.4, { nextColumns: 2, last: true })])).toHaveLength(1);
    expect(increments([])).toEqual([]);
  });
});

describe('autocorrelation of increments', () => {
  test('of a strict alternation is -1, +1, ...', () => {
    const layers = Array.from({ length: 30 }, (_, i) => level(i % 2));
    const lags = autocorrelation(layers);
    expect(lags.map(({ lag, n }) => [lag, n])).toEqual([
      [1, 28],
      [2, 27],
      [3, 26],
      [4, 25],
    ]);
    lags.forEach(({ r }, i) => expect(r).toBeCloseTo(i % 2 === 0 ? -1 : 1, 10));
    expect(lags[0]?.p).toBeLessThan(0.001);
    // Independent layers give -1/2 at lag 1 already.
    expect(Math.abs((lags[0]?.null?.mean ?? 0) + 0.5)).toBeLessThan(0.05);
    expect(Math.abs(lags[1]?.null?.mean ?? 1)).toBeLessThan(0.05);
  });

  test("uses each part's own mean", () => {
    const values = [0.1, 0.5, 0.2, 0.9, 0.3, 0.35];
    // d = np.diff(v); [np.corrcoef(d[:-k], d[k:])[0, 1] for k in (1, 2, 3)]
    const lags = autocorrelation(values.map((value) => level(value)));
    [-0.7644417781607776, 0.6820482925847126, -1.0].forEach((r, i) => expect(lags[i]?.r).toBeCloseTo(r, 10));
    expect(lags[3]).toMatchObject({ r: null, n: 1, null: null, p: null });
    expect(lags[0]?.p).toBeNull();
    expect(lags[0]?.reasons?.p).toMatch(/too short to judge: 4 pairs/);
  });

  test('pairs never cross a break', () => {
    const layers = [0.1, 0.5, 0.2, 0.9, 0.3, 0.7].map((value, i) => level(value, { segment: i < 3 ? 0 : 1 }));
    expect(autocorrelation(layers).map(({ n }) => n)).toEqual([2, 0, 0, 0]);
  });

  test('is undefined where nothing varies', () => {
    const lags = autocorrelation(Array.from({ length: 12 }, () => level(0.3)));
    expect(lags[0]).toMatchObject({ r: null, n: 10, null: null, p: null });
  });
});
