import { parse } from 'csv-parse/sync';
import { expect, test } from 'vitest';
import { figureTables } from '../../../src/report/figureCsv.js';
import { figureDocument } from '../../support/figureDocument.js';

const tables = new Map(
  figureTables(figureDocument()).map(([name, pieces]) => [
    name,
    parse<Record<string, string>>([...pieces].join(''), { columns: true }),
  ]),
);

test('statistics are a row each, with their null and their interval; a formula is no formula', () => {
  expect([...tables.keys()]).toEqual(['statistics.csv', 'picture-1.csv', 'picture-2.csv']);
  expect(tables.get('statistics.csv')).toEqual([
    {
      name: "'=r, end minus start",
      value: '0.5',
      p: '0.01',
      n: '75',
      null: 'permuted',
      nullMean: '0',
      nullSd: '0.1',
      intervalLow: '0.4',
      intervalHigh: '0.6',
    },
    { name: 'r', value: '', p: '', n: '0', null: '', nullMean: '', nullSd: '', intervalLow: '', intervalHigh: '' },
  ]);
});

test('every kind of series has its points, and networks their drawn weights', () => {
  const rows = tables.get('picture-1.csv')?.map((row) => Object.values(row).join(' '));
  expect(rows).toEqual([
    'l line 0  1  0.1 ',
    'l line 1     ',
    'p points 0.5  2   ',
    'd density 0 1 0 1  3',
    'd density 1 2 0 1  4',
    'b bars 0 1 5   ',
    'n band 0  -1 1  ',
  ]);
  expect(tables.get('picture-2.csv')?.map(({ from, to, weight }) => [from, to, weight])).toEqual([
    ['0', '1', '2'],
    ['0', '0', '-1'],
    ['1', '0', '2'],
  ]);
});
