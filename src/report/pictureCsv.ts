import { seriesRows } from '../drawing/seriesRows.js';
import type { Chart, NetworkSnapshots, Picture } from '../protocol/figure.js';
import { csvLine } from './csv.js';

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
  for (const one of series) {
    for (const { x, xTo, y, yTo, error, count } of seriesRows(one)) {
      yield csvLine([one.label, one.kind, x, xTo, y, yTo, error, count]);
    }
  }
}

function* networkLines({ snapshots }: NetworkSnapshots): Generator<string> {
  yield csvLine(NETWORK_COLUMNS);
  for (const { label, segments } of snapshots) {
    for (const { name, from, to, value } of segments.flatMap(({ matrices }) => matrices)) {
      for (const [edge, weight] of value.entries()) yield csvLine([label, name, from[edge], to[edge], weight]);
    }
  }
}
