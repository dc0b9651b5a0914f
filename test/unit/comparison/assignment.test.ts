import { expect, it } from 'vitest';
import { assign } from '../../../src/comparison/matching/assignment.js';
import { Pauses } from '../../../src/morphology/pause.js';
import { Random } from '../../../src/morphology/random.js';
import { randomOrder } from '../../support/permuted.js';

const pauses = new Pauses(undefined);

function sum(scores: Float64Array, order: ArrayLike<number>): number {
  return Array.from(order).reduce((total, column, row) => total + (scores[row * order.length + column] ?? NaN), 0);
}

function best(scores: Float64Array, n: number, row = 0, taken = 0): number {
  if (row === n) return 0;
  let most = -Infinity;
  for (let column = 0; column < n; column++) {
    if ((taken & (1 << column)) !== 0) continue;
    most = Math.max(most, (scores[row * n + column] ?? NaN) + best(scores, n, row + 1, taken | (1 << column)));
  }
  return most;
}

it('finds the largest sum of all orders, ties and negative scores among them', async () => {
  const random = new Random(5);
  for (let trial = 0; trial < 300; trial++) {
    const n = 1 + random.below(6);
    const scores = Float64Array.from({ length: n * n }, () => random.below(trial % 2 === 0 ? 5 : 1000) - 2);
    const order = await assign(scores, n, pauses);
    expect([...order].toSorted((i, j) => i - j)).toEqual(Array.from({ length: n }, (_, i) => i));
    expect(sum(scores, order)).toBe(best(scores, n));
    const prices = Float64Array.from({ length: n }, () => random.below(100) - 50);
    expect(sum(scores, await assign(scores, n, pauses, prices))).toBe(best(scores, n));
    expect(sum(scores, await assign(scores, n, pauses, prices))).toBe(best(scores, n));
  }
});

it('finds an order hidden among 300 rows', async () => {
  const random = new Random(6);
  const hidden = randomOrder(300, random);
  const prices = Array.from({ length: 300 }, () => random.below(1000));
  const scores = Float64Array.from({ length: 300 * 300 }, (_, k) => {
    const [row, column] = [Math.floor(k / 300), k % 300];
    // Rows and columns have prices of their own, which change every sum alike.
    return (prices[row] ?? 0) - 2 * (prices[column] ?? 0) - (hidden[row] === column ? 0 : 1 + random.below(50));
  });
  expect(await assign(scores, 300, pauses)).toEqual(hidden);
});

it('leaves rows that are all alike in their places', async () => {
  expect([...(await assign(new Float64Array(16), 4, pauses))]).toEqual([0, 1, 2, 3]);
});

it('ends when it is cancelled', async () => {
  const cancelled = new Pauses(AbortSignal.abort());
  await expect(assign(Float64Array.from([1, 0, 1, 0]), 2, cancelled)).rejects.toMatchObject({ reason: 'cancelled' });
});
