import { describe, expect, it } from 'vitest';
import { Random, unit } from '../../../src/morphology/random.js';
import { logarithm } from '../../../src/training/logarithm.js';
import { normal, uniform } from '../../../src/training/random.js';

/** scipy.stats.norm.ppf at 0.001, 0.01, 0.05, 0.25, 0.5, 0.75, 0.95, 0.99, 0.999 (scipy 1.17). */
const QUANTILES: readonly (readonly [probability: number, quantile: number])[] = [
  [0.001, -3.090232306167813],
  [0.01, -2.3263478740408408],
  [0.05, -1.6448536269514729],
  [0.25, -0.6744897501960817],
  [0.5, 0],
  [0.75, 0.6744897501960817],
  [0.95, 1.6448536269514722],
  [0.99, 2.3263478740408408],
  [0.999, 3.090232306167813],
];
const DRAWS = 200_000;

describe('seeded draws', () => {
  it('takes logarithms as exactly as the engine', () => {
    const random = new Random(1);
    const values = Array.from({ length: 20_000 }, (_, i) => unit(random) ** (1 + (i % 9)));
    for (const value of [...values, 2 ** -53, 1 - 2 ** -53, 0.5, Math.SQRT1_2, 2 ** -1000])
      if (value > 0) expect(Math.abs(logarithm(value) - Math.log(value))).toBeLessThanOrEqual(1e-15 * -Math.log(value));
  });

  it('draws normal numbers whose shares below the quantiles of the normal law are right', () => {
    const random = new Random(3);
    const values = Array.from({ length: DRAWS }, () => normal(random, 2));
    for (const [probability, quantile] of QUANTILES) {
      const share = values.filter((value) => value <= 2 * quantile).length / DRAWS;
      expect(Math.abs(share - probability)).toBeLessThan(4 * Math.sqrt((probability * (1 - probability)) / DRAWS));
    }
  });

  it('draws uniform numbers over the whole interval', () => {
    const random = new Random(5);
    const values = Array.from({ length: DRAWS }, () => uniform(random, 0.05));
    expect(Math.max(...values.slice(0, 50_000))).toBeLessThan(0.05);
    for (const edge of [-0.04, -0.02, 0, 0.02, 0.04]) {
      const probability = (edge + 0.05) / 0.1;
      const share = values.filter((value) => value < edge).length / DRAWS;
      expect(Math.abs(share - probability)).toBeLessThan(4 * Math.sqrt((probability * (1 - probability)) / DRAWS));
    }
  });

  it('goes on from a state, and keeps streams apart', () => {
    const random = new Random(11, 3);
    random.next();
    const resumed = new Random(0);
    resumed.restore(random.state());
    const next = Array.from({ length: 5 }, () => random.next());
    expect(Array.from({ length: 5 }, () => resumed.next())).toEqual(next);
    expect(new Random(11, 1).next()).not.toBe(new Random(11, 2).next());
  });
});
