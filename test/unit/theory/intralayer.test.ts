import { describe, expect, it } from 'vitest';
import { connectivityGrowth, type LayerGrowth, type MovingMatrix } from '../../../src/morphology/connectivityGrowth.js';
import { Random, unit } from '../../../src/morphology/random.js';
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

/** Entry (i, o) of the matrix. */
const at = ({ outputs }: MovingMatrix, values: ArrayLike<number>, i: number, o: number): number =>
  values[i * outputs + o] ?? NaN;

/** Sums of |w| over the columns of a matrix, over its rows, and over all. Beyond the ends of the chain all are 1. */
function sums(matrix: MovingMatrix | undefined, nodes: number) {
  if (matrix === undefined)
    return { entering: new Array<number>(nodes).fill(1), leaving: new Array<number>(nodes).fill(1), total: 1 };
  const size = (i: number, o: number) => Math.abs(at(matrix, matrix.weights, i, o));
  const range = (length: number) => Array.from({ length }, (_, i) => i);
  const [rows, columns] = [range(matrix.inputs), range(matrix.outputs)];
  const entering = columns.map((o) => rows.reduce((sum, i) => sum + size(i, o), 0));
  const leaving = rows.map((i) => columns.reduce((sum, o) => sum + size(i, o), 0));
  return { entering, leaving, total: entering.reduce((sum, value) => sum + value, 0) };
}

/**
 * Eqs. 97 and 98 in full: u_ai = s g / (sum over n of |w_na| times sum over n' of |w_in'|), and both c as sums of u over
 * the neighbours' fractions.
 */
function publishedCoefficients(matrices: readonly MovingMatrix[], p: number) {
  const [into, outOf] = [matrices[p - 1], matrices[p]];
  if (into === undefined || outOf === undefined) throw new Error('There is no such layer.');
  const before = sums(matrices[p - 2], into.inputs);
  const [own, next] = [sums(into, 0), sums(outOf, 0)];
  const after = sums(matrices[p + 1], outOf.outputs);
  const u = (matrix: MovingMatrix, i: number, o: number, left: readonly number[], right: readonly number[]) =>
    (Math.sign(at(matrix, matrix.weights, i, o)) * at(matrix, matrix.rates, i, o)) /
    ((left[i] ?? NaN) * (right[o] ?? NaN));
  const inward = Array.from({ length: into.outputs }, (_, i) => {
    let sum = 0;
    for (let a = 0; a < into.inputs; a++)
      sum += u(into, a, i, before.entering, next.leaving) * ((before.entering[a] ?? NaN) / before.total);
    return ((before.total * next.total) / own.total) * sum;
  });
  const outward = Array.from({ length: outOf.inputs }, (_, i) => {
    let sum = 0;
    for (let k = 0; k < outOf.outputs; k++)
      sum += u(outOf, i, k, own.entering, after.leaving) * ((after.leaving[k] ?? NaN) / after.total);
    return ((own.total * after.total) / next.total) * sum;
  });
  return { in: inward, out: outward };
}

/** Eq. 96, its terms grouped as the paper does. */
function equation96(
  { inFraction: x, outFraction: y, connectivity: r }: LayerGrowth,
  c: ReturnType<typeof publishedCoefficients>,
) {
  const others = (values: readonly number[], share: Float64Array, i: number) =>
    values.reduce((sum, value, j) => (j === i ? sum : sum + value * (share[j] ?? NaN)), 0);
  return Array.from(r, (own, i) => {
    const [inShare, outShare] = [x[i] ?? NaN, y[i] ?? NaN];
    const inward = (c.in[i] ?? NaN) * outShare ** 2 * (1 - inShare) - own * others(c.in, y, i);
    return inward + (c.out[i] ?? NaN) * inShare ** 2 * (1 - outShare) - own * others(c.out, x, i);
  });
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
