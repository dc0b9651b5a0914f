import { describe, expect, it } from 'vitest';
import { averageRanks, spearman } from '../../../src/morphology/spearman.js';

describe('Spearman', () => {
  it.each([
    // scipy.stats.spearmanr(x, y).statistic, scipy 1.17.1
    [[1, 2, 2, 3, 5], [5, 6, 7, 8, 7], 0.7631578947368421],
    [[0.5, 0.5, 0.5, 2, -1, 7], [3, 1, 1, 1, 9, 2], -0.41935483870967744],
    [[1e-300, 2, -3, 1e300], [4, 3, 2, 1], -0.4],
  ])('of %j and %j agrees with scipy', (x, y, expected) => {
    expect(spearman(x, y)).toBeCloseTo(expected, 12);
  });

  it('shares ranks among equal values', () => {
    // scipy.stats.rankdata
    expect([...averageRanks([0.5, 0.5, 0.5, 2, -1, 7])]).toEqual([3, 3, 3, 5, 1, 6]);
    expect([...averageRanks([])]).toEqual([]);
  });

  it('is undefined for one pair and for a constant side', () => {
    expect(spearman([1], [2])).toBeNull();
    expect(spearman([1, 2, 3], [4, 4, 4])).toBeNull();
  });
});
