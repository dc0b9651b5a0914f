import { decidingStatistic } from '../../src/drawing/figureStatistics.js';
import { decimalsOf, fixed, pText } from '../../src/morphology/verdict.js';
import type { FigureDocument, FigureStatistic } from '../../src/protocol/figure.js';
import { formatNumber, trueMinus } from '../shared/format.js';
import type { NumbersTable } from '../shared/numbersTable.js';

/** `0.02 ± 0.05`, or without a spread; the name stands beside it. */
export function nullText(of: FigureStatistic['null']): string | null {
  if (of === null) return null;
  const { mean, sd } = of;
  if (sd === null || sd < 1e-6) return formatNumber(mean) + (sd === null ? '' : ` ± ${formatNumber(sd, 2)}`);
  const decimals = decimalsOf(sd);
  return trueMinus(`${fixed(mean, decimals)} ± ${fixed(sd, decimals)}`);
}

export function intervalText(of: FigureStatistic['interval']): string | null {
  return of === null ? null : `${formatNumber(of.low)} to ${formatNumber(of.high)}`;
}

/** `0.003`, `< 1e-4` */
export function pShort(p: number): string {
  return pText(p).replace(/^p (= )?/, '');
}

/** What decides, in a few words; null where nothing is measured. */
export function mainNumber(document: FigureDocument): string | null {
  const primary = decidingStatistic(document);
  return primary?.value == null ? null : `${primary.name}: ${formatNumber(primary.value)}`;
}

/** All digits, for a spreadsheet. */
export function statisticsTable({ statistics }: FigureDocument): NumbersTable {
  return {
    columns: ['statistic', 'value', 'null', 'null mean', 'null sd', 'low', 'high', 'p', 'n'],
    rows: statistics.map(({ name, value, null: none, interval, p, n }) => [
      name,
      value,
      none?.name ?? null,
      none?.mean ?? null,
      none?.sd ?? null,
      interval?.low ?? null,
      interval?.high ?? null,
      p,
      n,
    ]),
  };
}
