import type { FigureDocument } from '../protocol/figure.js';
import { csvLine } from './csv.js';
import { pictureTables } from './pictureCsv.js';

const COLUMNS = ['name', 'value', 'p', 'n', 'null', 'nullMean', 'nullSd', 'intervalLow', 'intervalHigh'];

/** A figure as tables by file name: its statistics, and what its pictures show. */
export function figureTables(document: FigureDocument): readonly (readonly [string, Iterable<string>])[] {
  return [['statistics.csv', statisticLines(document)], ...pictureTables(document.data.pictures)];
}

function* statisticLines({ statistics }: FigureDocument): Generator<string> {
  yield csvLine(COLUMNS);
  for (const { name, value, p, n, null: without, interval } of statistics) {
    const nothing = [without?.name, without?.mean, without?.sd];
    yield csvLine([name, value, p, n, ...nothing, interval?.low, interval?.high]);
  }
}
