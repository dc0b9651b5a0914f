import { describe, expect, it } from 'vitest';
import { formatCount, formatNumber, formatShare } from '../../../webview/shared/format.js';
import { toTsv } from '../../../webview/shared/numbersTable.js';

describe('formatNumber', () => {
  it.each([
    [0, '0'],
    [0.123456, '0.1235'],
    [0.91, '0.91'],
    [-0.5, '−0.5'],
    [1111, '1,111'],
    [1234.567, '1,235'],
    [0.00012345, '1.234e-4'],
    [1e-4, '1e-4'],
    [2.5e9, '2.5e9'],
    [null, '–'],
    [undefined, '–'],
    [Number.NaN, '–'],
  ])('%s reads %s', (value, shown) => expect(formatNumber(value)).toBe(shown));

  it('shows at most four significant digits of any fraction', () => {
    for (let power = -9; power <= 9; power += 1) {
      const digits = formatNumber(1.23456789 * 10 ** power)
        .replace(/e.*/, '')
        .replace(/[^0-9]/g, '')
        .replace(/^0+/, '');
      expect(digits.length).toBeLessThanOrEqual(Math.max(4, power + 1));
    }
  });

  it('keeps whole numbers exact', () => expect(formatCount(22_360_869)).toBe('22,360,869'));
  it('writes shares as percent', () => expect(formatShare(0.3541)).toBe('35.4 %'));
});

describe('toTsv', () => {
  it('keeps full precision, leaves undefined cells empty and no tab inside a cell', () => {
    const table = { columns: ['layer', 'r'], rows: [['a\tb', 0.1 + 0.2] as const, ['c', null] as const] };
    expect(toTsv(table)).toBe('layer\tr\na b\t0.30000000000000004\nc\t\n');
  });
});
