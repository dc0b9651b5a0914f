import { expect, test } from 'vitest';
import { checkpointDifferences, differences } from '../../support/goldenDifferences.js';
import { golden } from '../../support/golden.js';
import type { CheckpointReport } from '../../../src/protocol/report.js';

test('null stands for nulls only where a null distribution is missing', () => {
  const nothing = { mean: null, sd: null };
  expect(differences({ null: nothing }, { null: null })).toEqual([]);
  expect(differences({ inStrength: { entropy: null } }, { inStrength: null })).toHaveLength(1);
});

test.each([
  [0.0001, 0.0003, 0],
  [0.0001, 0.02, 1],
  [0.005, 0.0101, 1],
  [0.0914, 0.0952, 0],
  [0.5, 0.53, 1],
])('p = %d and %d: %d differences', (want, got, count) => {
  expect(differences({ p: want }, { p: got })).toHaveLength(count);
});

test('the verdict is that of the golden correlation', () => {
  const [want] = golden('reference-run').checkpoints.slice(-1);
  if (want === undefined) throw new Error('no golden numbers');
  const { r, p } = want.inOutCorrelation;
  const report = (formed: boolean | null): CheckpointReport => ({
    ...want,
    structure: { formed, statistic: r, p, why: '' },
  });
  expect(checkpointDifferences(want, report(true))).toEqual([]);
  expect(checkpointDifferences(want, report(false))).toHaveLength(1);
  expect(checkpointDifferences(want, report(null))).toHaveLength(1);
});
