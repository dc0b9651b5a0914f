import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { PairComparison } from '../../../src/protocol/comparison.js';
import { documentJson } from '../../../src/report/json.js';
import { differences } from '../../support/goldenDifferences.js';
import { fixtures } from '../../support/golden.js';
import { comparedFiles } from '../../support/comparedFiles.js';

/** Numbers of `test/fixtures/make/comparison.py`: numpy, h5py and exact fractions, nothing of ours. */
interface GoldenComparison {
  readonly name: string;
  readonly files: { readonly a: string; readonly b: string };
  readonly comparison: Pick<PairComparison, 'summary' | 'matrices' | 'layers' | 'onlyA' | 'onlyB'>;
}

const folder = join(fixtures, 'golden-comparisons');
const documents = readdirSync(folder).map(
  (name) => JSON.parse(readFileSync(join(folder, name), 'utf8')) as GoldenComparison,
);

test.each(documents)('$name: $files.a and $files.b', async ({ files, comparison }) => {
  const { pair } = await comparedFiles(files.a, files.b);
  expect(differences(comparison, pair)).toEqual([]);
  documentJson(pair);
});

test.each(documents)('$name: a null has its reason beside it', async ({ files }) => {
  const { pair } = await comparedFiles(files.a, files.b);
  for (const row of [pair.summary, pair, ...pair.matrices, ...pair.layers]) {
    const nulls = Object.entries(row).flatMap(([field, value]) => (value === null ? [field] : []));
    expect(Object.keys(row.reasons ?? {})).toEqual(expect.arrayContaining(nulls));
  }
});
