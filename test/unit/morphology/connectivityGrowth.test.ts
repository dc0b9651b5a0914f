import { describe, expect, it } from 'vitest';
import { connectivityGrowth, type MovingMatrix } from '../../../src/morphology/connectivityGrowth.js';
import { movingNetwork } from '../../support/movingNetwork.js';

const SHAPES = [
  [6, 7, 5, 8, 1],
  [10, 10, 10, 10, 10, 1],
  [3, 2, 4, 1],
];

/** The matrices a little later. */
function after(matrices: readonly MovingMatrix[], time: number): readonly MovingMatrix[] {
  return matrices.map((matrix) => ({
    ...matrix,
    weights: Float64Array.from(matrix.weights, (w, i) => w + time * (matrix.rates[i] ?? NaN)),
  }));
}

describe('the growth of connectivities', () => {
  it.each(SHAPES.map((widths, seed) => ({ widths, seed })))('is their central difference: %j', ({ widths, seed }) => {
    const matrices = movingNetwork(widths, seed);
    const largestRate = Math.max(...matrices.flatMap(({ rates }) => Array.from(rates, Math.abs)));
    const time = 1e-6 / largestRate;
    const [later, earlier] = [after(matrices, time), after(matrices, -time)].map(connectivityGrowth);
    connectivityGrowth(matrices).forEach((layer, k) => {
      const growth = layer?.growth ?? new Float64Array();
      expect(growth).toHaveLength(widths[k + 1] ?? 0);
      const size = Math.max(...growth.map(Math.abs));
      growth.forEach((rate, node) => {
        const difference = (later?.[k]?.connectivity[node] ?? NaN) - (earlier?.[k]?.connectivity[node] ?? NaN);
        expect(Math.abs(difference / (2 * time) - rate)).toBeLessThan(1e-7 * size + 1e-16 / time);
      });
    });
  });

  it('of in and out fractions sums to 0 over a layer, as they always sum to 1', () => {
    for (const layer of connectivityGrowth(movingNetwork([6, 7, 5, 8, 1], 4))) {
      if (layer === null) throw new Error('All matrices have weights.');
      const { inFraction, inRate } = layer;
      const drift = inRate.reduce((sum, rate) => sum + rate, 0);
      const change = inRate.reduce((sum, rate, node) => sum + rate - (inFraction[node] ?? NaN) * drift, 0);
      expect(Math.abs(change)).toBeLessThan(1e-14 * Math.max(...inRate.map(Math.abs)) * inRate.length);
    }
  });

  it('does not see the growth of a weight that is 0', () => {
    const matrix = (weights: readonly number[], rates: readonly number[]) => ({
      inputs: 2,
      outputs: 2,
      weights,
      rates,
    });
    const still = matrix([1, 2, 3, 4], [0, 0, 0, 0]);
    const [layer] = connectivityGrowth([matrix([0, 1, 1, 1], [5, 0, 0, 0]), still]);
    expect([...(layer?.growth ?? [])]).toEqual([0, 0]);
  });

  it('is not defined beside a matrix of zeros, and after it again', () => {
    const [first, second, third, fourth] = movingNetwork([3, 4, 4, 4, 1], 2);
    if (!first || !second || !third || !fourth) throw new Error('There are four matrices.');
    const zeros = { ...second, weights: new Float64Array(16) };
    expect(connectivityGrowth([first, zeros, third, fourth]).map((layer) => layer === null)).toEqual([
      true,
      true,
      false,
    ]);
  });
});
