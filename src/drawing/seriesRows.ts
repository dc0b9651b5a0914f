import type { Series } from '../protocol/figure.js';

/** A point, bar, cell or piece of a band of a chart; null where there is no such number. */
export interface SeriesRow {
  readonly x: number | null;
  /** Where a bar or a cell ends. */
  readonly xTo: number | null;
  /** Of a bar its height, of a band its lower edge. */
  readonly y: number | null;
  /** Where a cell or a band ends. */
  readonly yTo: number | null;
  /** Half the height of an error bar. */
  readonly error: number | null;
  /** Points in a cell. */
  readonly count: number | null;
}

const NONE: SeriesRow = { x: null, xTo: null, y: null, yTo: null, error: null, count: null };

/** The numbers that a series of a chart is drawn from. */
export function* seriesRows(series: Series): Generator<SeriesRow> {
  switch (series.kind) {
    case 'line':
      for (const [at, x] of series.x.entries()) {
        yield { ...NONE, x, y: series.y[at] ?? null, error: series.error?.[at] ?? null };
      }
      return;
    case 'points':
      for (const [at, x] of series.x.entries()) yield { ...NONE, x, y: series.y[at] ?? null };
      return;
    case 'bars':
      for (const [at, y] of series.heights.entries()) {
        yield { ...NONE, x: series.edges[at] ?? null, xTo: series.edges[at + 1] ?? null, y };
      }
      return;
    case 'band':
      for (const [at, x] of series.x.entries()) {
        yield { ...NONE, x, y: series.low[at] ?? null, yTo: series.high[at] ?? null };
      }
      return;
    case 'density': {
      const columns = series.yEdges.length - 1;
      for (const [at, count] of series.counts.entries()) {
        const [x, y] = [Math.floor(at / columns), at % columns];
        const across = { x: series.xEdges[x] ?? null, xTo: series.xEdges[x + 1] ?? null };
        yield { ...across, y: series.yEdges[y] ?? null, yTo: series.yEdges[y + 1] ?? null, error: null, count };
      }
    }
  }
}
