import type { Chart, NetworkSnapshots, Picture, Series } from '../protocol/figure.js';
import { csvLine, type Cell } from './csv.js';

const CHART_COLUMNS = ['series', 'kind', 'x', 'xTo', 'y', 'yTo', 'error', 'count'];
const NETWORK_COLUMNS = ['snapshot', 'matrix', 'from', 'to', 'weight'];

/**
 * The numbers behind pictures, one table each, RFC 4180. Of a chart: a row a point, whose ranges (bars, cells, bands) end at
 * `xTo` and `yTo`. Of networks: a row a drawn weight.
 */
export function pictureTables(pictures: readonly Picture[]): readonly (readonly [string, Iterable<string>])[] {
  return pictures.map((picture, index) => [
    `picture-${index + 1}.csv`,
    picture.kind === 'chart' ? chartLines(picture) : networkLines(picture),
  ]);
}

function* chartLines({ series }: Chart): Generator<string> {
  yield csvLine(CHART_COLUMNS);
  for (const one of series) for (const cells of rowsOf(one)) yield csvLine([one.label, one.kind, ...cells]);
}

function* networkLines({ snapshots }: NetworkSnapshots): Generator<string> {
  yield csvLine(NETWORK_COLUMNS);
  for (const { label, segments } of snapshots) {
    for (const { name, from, to, value } of segments.flatMap(({ matrices }) => matrices)) {
      for (const [edge, weight] of value.entries()) yield csvLine([label, name, from[edge], to[edge], weight]);
    }
  }
}

/** x, xTo, y, yTo, error, count */
function* rowsOf(series: Series): Generator<readonly Cell[]> {
  switch (series.kind) {
    case 'line':
      for (const [at, x] of series.x.entries()) yield [x, null, series.y[at], null, series.error?.[at], null];
      return;
    case 'points':
      for (const [at, x] of series.x.entries()) yield [x, null, series.y[at], null, null, null];
      return;
    case 'bars':
      for (const [at, height] of series.heights.entries()) {
        yield [series.edges[at], series.edges[at + 1], height, null, null, null];
      }
      return;
    case 'band':
      for (const [at, x] of series.x.entries()) yield [x, null, series.low[at], series.high[at], null, null];
      return;
    case 'density': {
      const columns = series.yEdges.length - 1;
      for (const [at, count] of series.counts.entries()) {
        const [x, y] = [Math.floor(at / columns), at % columns];
        yield [series.xEdges[x], series.xEdges[x + 1], series.yEdges[y], series.yEdges[y + 1], null, count];
      }
    }
  }
}
