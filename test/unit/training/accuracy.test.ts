import { expect, it } from 'vitest';
import { accuracy, evaluate, meanSquaredError, rSquared } from '../../../src/training/accuracy.js';
import { gold } from './datasets/golden.js';

const { scores } = gold;

it("counts nearest integers as numpy's rint does, halves included", () => {
  expect(accuracy(scores.outputs, scores.labels)).toBe(scores.accuracy);
});

it("gives scikit-learn's R² and mean squared error", () => {
  expect(rSquared(scores.predicted, scores.targets)).toBeCloseTo(scores.r2, 12);
  expect(meanSquaredError(scores.predicted, scores.targets)).toBeCloseTo(scores.mse, 12);
});

it('counts NaN as a miss and leaves R² of equal targets undefined', () => {
  expect(accuracy([NaN, 1], [1, 1])).toBe(0.5);
  expect(rSquared([1, 2], [3, 3])).toBeNull();
  expect(evaluate('values', [1, 2], [3, 3])).toEqual({ loss: 2.5, score: null });
});
