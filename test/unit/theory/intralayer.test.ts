import { describe, expect, it } from 'vitest';
import { connectivityGrowth, type LayerGrowth, type MovingMatrix } from '../../../src/morphology/connectivityGrowth.js';
import { Random, unit } from '../../../src/morphology/random.js';
import { equation96, publishedCoefficients } from '../../../src/theory/equation96.js';
import { growthCoefficients, intralayerGrowth } from '../../../src/theory/intralayer.js';
import { movingNetwork } from '../../support/movingNetwork.js';

const WIDTHS = [6, 7, 5, 8, 6, 1];

/** The hidden layers of a network, all of which have weights. */
function moving(matrices: readonly MovingMatrix[]): readonly LayerGrowth[] {
  return connectivityGrowth(matrices).map((layer) => layer ?? expect.fail('all matrices have weights'));
}

/** |found - expected|, as a share of the largest expected. */
function error(found: ArrayLike<number>, expected: ArrayLike<number>): number {
  const size = Math.max(...Array.from(expected, Math.abs));
  return Math.max(...Array.from(expected, (value, i) => Math.abs((found[i] ?? NaN) - value))) / size;
}

describe('growth coefficients', () => {
  it('are those of Eqs. 97 and 98 in every hidden layer, the first and the last included', () => {
    for (let seed = 0; seed < 10; seed++) {
      const matrices = movingNetwork(WIDTHS, seed);
      moving(matrices).forEach((layer, k) => {
        const [found, published] = [growthCoefficients(layer), publishedCoefficients(matrices, k + 1)];
        expect(error(found.in, published.in)).toBeLessThan(1e-12);
        expect(error(found.out, published.out)).toBeLessThan(1e-12);
      });
    }
  });

  it('grouped as in Eq. 96 give the chain rule: an identity', () => {
    for (let seed = 0; seed < 10; seed++) {
      const matrices = movingNetwork(WIDTHS, seed);
      moving(matrices).forEach((layer, k) => {
        expect(error(equation96(layer, publishedCoefficients(matrices, k + 1)), layer.growth)).toBeLessThan(1e-12);
      });
    }
  });
});

describe('Eq. 3', () => {
  it('is the chain rule where in and out fractions are equal', () => {
    // |w| = s t^T has the out fractions s and the in fractions t; random signs, random rates.
    const random = new Random(3);
    const draw = (length: number) => Array.from({ length }, () => 0.5 + unit(random));
    const sizes = [5, 6, 7, 1].map(draw);
    const matrices = [0, 1, 2].map((k): MovingMatrix => {
      const [left, right] = [sizes[k] ?? [], sizes[k + 1] ?? []];
      const weights = left.flatMap((s) => right.map((t) => s * t * (unit(random) < 0.5 ? -1 : 1)));
      return { inputs: left.length, outputs: right.length, weights, rates: weights.map(() => unit(random) - 0.5) };
    });
    for (const layer of moving(matrices)) {
      const c = growthCoefficients(layer);
      const both = c.in.map((rate, node) => rate + (c.out[node] ?? NaN));
      expect(error(intralayerGrowth(layer.connectivity, both), layer.growth)).toBeLessThan(1e-12);
    }
  });

  it('leaves the homogeneous state alone', () => {
    const nodes = 20;
    const growth = intralayerGrowth(new Float64Array(nodes).fill(1 / nodes ** 2), new Float64Array(nodes).fill(7.3));
    expect(Math.max(...growth.map(Math.abs))).toBeLessThan(1e-16);
  });

  it('lets grow who grows faster than the mean over sqrt r', () => {
    const random = new Random(8);
    const roots = Array.from({ length: 20 }, () => unit(random));
    const total = roots.reduce((sum, root) => sum + root, 0);
    const r = roots.map((root) => (root / total) ** 2);
    const c = roots.map(() => unit(random));
    const mean = c.reduce((sum, rate, j) => sum + rate * Math.sqrt(r[j] ?? NaN), 0);
    expect([...intralayerGrowth(r, c)].map((rate) => rate > 0)).toEqual(c.map((rate) => rate > mean));
  });
});
