import { expect, test } from 'vitest';
import { comparisonCsv } from '../../../src/comparison/csv.js';
import type { Comparison } from '../../../src/protocol/comparison.js';

test('growth comes with its flags and its label, and without growth there are no rows', () => {
  const prediction = { kind: 'adam', spearman: 0.5, p: 0.25, spearmanLive: null, pLive: null, baseline: 0.125 };
  const growth = { label: 'what it is', pair: { from: 1, to: 2 }, flags: ['one', 'two'], predictions: [prediction] };
  const side = (path: string) => ({ path, epoch: null, format: 'keras-h5' });
  const comparison = { a: side('a'), b: side('b'), growth, more: [{ ...side('c'), growth: null }] };
  const pieces = comparisonCsv(comparison as unknown as Comparison).get('growth.csv') ?? [];
  expect([...pieces].join('').trim().split('\r\n')).toEqual([
    'a,epochA,b,epochB,from,to,kind,spearman,p,spearmanLive,pLive,baseline,flags,label',
    'a,,b,,1,2,adam,0.5,0.25,,,0.125,one · two,what it is',
  ]);
});
