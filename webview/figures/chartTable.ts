import { seriesRows, type SeriesRow } from '../../src/drawing/seriesRows.js';
import type { Chart, Picture } from '../../src/protocol/figure.js';
import type { NumbersTable } from '../shared/numbersTable.js';

/** The numbers behind a picture: one row a value, so that series of any length and kind fit into one table. */
export function pictureTable(picture: Picture): NumbersTable | null {
  return picture.kind === 'chart' ? chartTable(picture) : null;
}

/** With the columns that some series has, and without the cells that hold nothing. */
function chartTable({ series, x, y }: Chart): NumbersTable {
  const all = series.flatMap((one) => [...seriesRows(one)].map((row) => ({ label: one.label, row })));
  const shown = all.filter(({ row }) => row.count !== 0);
  const named: readonly (readonly [keyof SeriesRow, string])[] = [
    ['x', x.label],
    ['xTo', `${x.label}, to`],
    ['y', y.label],
    ['yTo', `${y.label}, to`],
    ['error', '±'],
    ['count', 'count'],
  ];
  const columns = named.filter(
    ([field]) => field === 'x' || field === 'y' || all.some(({ row }) => row[field] !== null),
  );
  return {
    columns: ['series', ...columns.map(([, name]) => name)],
    rows: shown.map(({ label, row }) => [label, ...columns.map(([field]) => row[field])]),
  };
}
