import { describe, expect, test } from 'vitest';
import { Pauses } from '../../../src/morphology/pause.js';
import {
  permutedUnits,
  pooledLags,
  resampledLags,
  resampledUnits,
  type LayerLevels,
} from '../../../src/morphology/pooledLags.js';
import { Random, unit } from '../../../src/morphology/random.js';
import { theoryGolden } from '../../support/theoryGolden.js';

const LAGS = [1, 2, 3, 4];
const { units, layers, values, single, ...golden } = theoryGolden.lags;
const levels: LayerLevels = { values: Float64Array.from(values), units, layers };
const first: LayerLevels = { values: levels.values.slice(0, layers), units: 1, layers };

function expectClose(got: readonly (number | null)[], want: readonly (number | null)[]): void {
  expect(got.map((r) => r !== null)).toEqual(want.map((r) => r !== null));
  got.forEach((r, index) => expect(r ?? 0).toBeCloseTo(want[index] ?? 0, 12));
}

/** Chains of independent uniform layers, the first of which vary ten times as much. */
function independent(seed: number, runs: number, depth: number): LayerLevels {
  const random = new Random(seed);
  const drawn = Float64Array.from(
    { length: runs * depth },
    (_, i) => unit(random) * (i % depth === 0 ? 10 : 1) + (i % depth),
  );
  return { values: drawn, units: runs, layers: depth };
}

describe('autocorrelation pooled over networks', () => {
  test('is what numpy finds, of increments and of levels', () => {
    expectClose(pooledLags(levels, 'increments', LAGS), golden.increments);
    expectClose(pooledLags(levels, 'levels', LAGS), golden.levels);
  });

  test('of one unit keeps its profile, and has no value where there are fewer than two pairs', () => {
    expectClose(pooledLags(first, 'increments', LAGS), single.increments);
    expectClose(pooledLags(first, 'levels', LAGS), single.levels);
    expect(pooledLags({ ...first, values: new Float64Array(layers) }, 'increments', LAGS)).toEqual([
      null,
      null,
      null,
      null,
    ]);
  });

  test('resamples whole units, and permutes each layer by itself', () => {
    const rows = (of: LayerLevels) =>
      Array.from({ length: of.units }, (_, u) => of.values.slice(u * layers, (u + 1) * layers).join());
    const drawn = rows(resampledUnits(levels, new Random(3)));
    expect(drawn.every((row) => rows(levels).includes(row))).toBe(true);
    expect(new Set(drawn).size).toBeLessThan(units);
    const permuted = permutedUnits(levels, new Random(3));
    for (let layer = 0; layer < layers; layer++) {
      const column = (of: LayerLevels) => Array.from({ length: units }, (_, u) => of.values[u * layers + layer]).sort();
      expect(column(permuted)).toEqual(column(levels));
    }
    expect(permuted.values).not.toEqual(levels.values);
  });

  test('knows what independent layers give: -1/2 only where all vary alike', async () => {
    const chains = independent(1, 400, 3);
    const random = new Random(2);
    const options = { rounds: 200, pauses: new Pauses(undefined) };
    const [nulls] = await resampledLags(chains, 'increments', [1], () => permutedUnits(chains, random), options);
    const mean = Array.from(nulls ?? []).reduce((sum, r) => sum + r, 0) / 200;
    // cov(d1, d2) = -1, var(d1) = 101, var(d2) = 2 in units of one layer's variance.
    expect(mean).toBeCloseTo(-1 / Math.sqrt(101 * 2), 1);
    const alone = await resampledLags(first, 'increments', [1, 2], () => first, options);
    expect(alone.map(({ length }) => length)).toEqual([0, 0]);
  });

  test('can be stopped between resamples', async () => {
    const stop = new AbortController();
    stop.abort();
    const options = { rounds: 5, pauses: new Pauses(stop.signal) };
    await expect(resampledLags(levels, 'levels', [1], () => levels, options)).rejects.toMatchObject({
      reason: 'cancelled',
    });
  });
});
