import type { Chart, Picture, Series } from '../../src/protocol/figure.js';
import type { Cell, NumbersTable } from '../shared/numbersTable.js';

type Row = readonly Cell[];

/** The numbers behind a picture: one row a value, so that series of any length and kind fit into one table. */
export function pictureTable(picture: Picture): NumbersTable | null {
  return picture.kind === 'chart' ? chartTable(picture) : null;
}

function chartTable({ series, x, y }: Chart): NumbersTable {
  const bins = series.some(({ kind }) => kind === 'bars' || kind === 'density');
  const ranged = series.some((one) => one.kind === 'band' || (one.kind === 'line' && one.error !== null));
  const cells = series.some(({ kind }) => kind === 'density');
  const columns = [
    { name: 'series', has: true },
    { name: x.label, has: true },
    { name: `${x.label}, to`, has: bins },
    { name: y.label, has: true },
    { name: 'low', has: ranged },
    { name: 'high', has: ranged },
    { name: `${y.label}, to`, has: cells },
    { name: 'count', has: cells },
  ];
  const kept = (row: Row): Row => row.filter((_, at) => columns[at]?.has === true);
  return {
    columns: columns.filter(({ has }) => has).map(({ name }) => name),
    rows: series.flatMap(rowsOf).map(kept),
  };
}

/** Series, x, upper x, y, low, high, upper y, count. */
function rowsOf(series: Series): readonly Row[] {
  const { label } = series;
  switch (series.kind) {
    case 'line':
      return series.x.map((x, at) => {
        const y = series.y[at] ?? null;
        const half = series.error?.[at] ?? null;
        const known = y !== null && half !== null;
        return [label, x, null, y, known ? y - half : null, known ? y + half : null, null, null];
      });
    case 'points':
      return series.x.map((x, at) => [label, x, null, series.y[at] ?? null, null, null, null, null]);
    case 'band':
      return series.x.map((x, at) => [
        label,
        x,
        null,
        null,
        series.low[at] ?? null,
        series.high[at] ?? null,
        null,
        null,
      ]);
    case 'bars':
      return series.heights.map((height, at) => [
        label,
        series.edges[at] ?? null,
        series.edges[at + 1] ?? null,
        height,
        null,
        null,
        null,
        null,
      ]);
    case 'density':
      return densityRows(series);
  }
}

/** Of the cells that hold any. */
function densityRows({ label, xEdges, yEdges, counts }: Extract<Series, { kind: 'density' }>): readonly Row[] {
  const rows = yEdges.length - 1;
  return counts.flatMap((count, at) => {
    const [column, row] = [Math.floor(at / rows), at % rows];
    if (count === 0) return [];
    const across = [xEdges[column] ?? null, xEdges[column + 1] ?? null];
    return [[label, ...across, yEdges[row] ?? null, null, null, yEdges[row + 1] ?? null, count]];
  });
}
