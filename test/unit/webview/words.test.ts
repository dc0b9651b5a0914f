import { describe, expect, it } from 'vitest';
import type { CheckpointReport } from '../../../src/protocol/report.js';
import { roleLabel } from '../../../webview/metrics/metricsInput.js';
import { epochAndFile, epochMark, epochName } from '../../../webview/page/epochName.js';
import { leftOut } from '../../../webview/page/leftOut.js';
import { trueMinus } from '../../../webview/shared/format.js';

describe('an epoch by name', () => {
  const first = { epoch: 0, file: 'runs/epoch-0000.h5' };
  const sixth = { epoch: 6, file: 'runs/epoch-0006.h5' };
  const none = { epoch: null, file: 'runs\\weights_b.h5' };

  it('is its number, or the file where it has none: a place in a list is no epoch', () => {
    expect([sixth, none].map(epochName)).toEqual(['epoch 6', 'weights_b.h5']);
    expect([sixth, none].map(epochMark)).toEqual(['6', 'weights_b.h5']);
    expect([sixth, none].map(epochAndFile)).toEqual(['epoch 6 · runs/epoch-0006.h5', 'weights_b.h5']);
  });

  it('is before training only if it is epoch 0', () => {
    expect(roleLabel('first', first)).toBe('before training (epoch 0)');
    expect(roleLabel('first', { ...sixth, epoch: 1 })).toBe('first (epoch 1)');
    expect(roleLabel('shown', sixth)).toBe('shown (epoch 6)');
    expect(roleLabel('shown', none)).toBe('shown (weights_b.h5)');
  });
});

describe('what is left out', () => {
  const matrices = (rows: Readonly<Record<string, number | null>>) =>
    Object.entries(rows).map(([name, segment]) => ({ name, segment })) as unknown as CheckpointReport['matrices'];
  const breaks = 'Recurrent: a new segment starts after it.';

  it('is nothing where every matrix is in the chain', () => {
    expect(leftOut({ matrices: matrices({ a: 0, b: 0 }), skipped: [] }, [])).toEqual({
      layers: [],
      notes: 0,
      files: 0,
    });
  });

  it('counts layers, not their matrices', () => {
    const rows = matrices({ a: 0, 'memory/kernel': null, 'memory/recurrent_kernel': null, shortcut: null, b: 1 });
    const skipped = [
      { name: 'memory', reason: breaks },
      { name: 'joined', reason: 'Concatenation: a new segment starts after it.' },
      { name: 'bn', reason: 'No weight layer stands directly before this BatchNorm; passed through unscaled.' },
    ];
    const failed = [{ path: 'x.h5', epoch: null, reason: 'it ends early' }];
    expect(leftOut({ matrices: rows, skipped }, failed)).toEqual({
      layers: ['memory', 'shortcut', 'joined'],
      notes: 1,
      files: 1,
    });
  });
});

describe('the true minus sign', () => {
  it('stands before numbers, not in names, ranges or exponents', () => {
    expect(trueMinus('r = -0.08 (null -0.01 ± 0.18, p < 1e-4)')).toBe('r = −0.08 (null −0.01 ± 0.18, p < 1e-4)');
    expect(trueMinus('epoch-0007.h5, conv-2')).toBe('epoch-0007.h5, conv-2');
  });
});
