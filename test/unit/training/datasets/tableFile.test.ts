import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { zipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import type { Dataset } from '../../../../src/training/settings.js';
import type { Scaling } from '../../../../src/training/datasets/scaling.js';
import { tableFile } from '../../../../src/training/datasets/tableFile.js';
import { npy } from '../../../support/npy.js';
import { scratchFolder } from '../../../support/scratch.js';

const folder = scratchFolder();
const RAW: Scaling = { features: 'raw', target: 'raw' };

const load = (path: string, scaling: Scaling = RAW, seed = 1): Promise<Dataset> =>
  tableFile(path).load([], { seed, scaling });

function file(name: string, content: string | Uint8Array): string {
  writeFileSync(join(folder, name), content);
  return join(folder, name);
}

/** Every row with its target, whichever split it is in. */
const rows = ({ train, test, features }: Dataset): readonly string[] =>
  [train, test]
    .flatMap(({ x, y, count }) =>
      Array.from({ length: count }, (_, i) => [...x.subarray(i * features, (i + 1) * features), y[i]].join()),
    )
    .sort();

const table = Array.from({ length: 10 }, (_, i) => [i, i * 2, i % 3]);
const expected = table.map((row) => row.join()).sort();

describe("a user's table", () => {
  it('takes the last column as the target, split 80 / 20', async () => {
    const csv = await load(file('t.csv', `a,b,label\n${table.join('\n')}\n`));
    expect([csv.train.count, csv.test.count, csv.features, csv.task, csv.name]).toEqual([8, 2, 2, 'labels', 't.csv']);
    expect(rows(csv)).toEqual(expected);
    expect(rows(await load(file('t.npy', npy([10, 3], table.flat()))))).toEqual(expected);
  });

  it('takes the array y of an .npz, in one or two dimensions, whatever the order of the arrays', async () => {
    const x = npy(
      [10, 2],
      table.flatMap((row) => row.slice(0, 2)),
    );
    for (const shape of [[10], [10, 1]]) {
      const y = npy(
        shape,
        table.map((row) => row[2] ?? NaN),
      );
      expect(rows(await load(file('xy.npz', zipSync({ 'y.npy': y, 'x.npy': x }))))).toEqual(expected);
      expect(rows(await load(file('named.npz', zipSync({ 'y.npy': y, 'inputs.npy': x }))))).toEqual(expected);
    }
  });

  it('takes whole numbers of few kinds as labels, others as values', async () => {
    const task = async (targets: readonly number[]): Promise<string> =>
      (await load(file('task.csv', targets.map((y, i) => `${i},${y}`).join('\n')))).task;
    expect(await task([1, 2, 3, 1, 2, 3])).toBe('labels');
    expect(await task([1, 2.5, 3, 1, 2, 3])).toBe('values');
    expect(await task(Array.from({ length: 300 }, (_, i) => i))).toBe('values');
  });

  it('standardises features by default, and only them', async () => {
    const { scaling } = tableFile('t.csv');
    const { train } = await load(file('s.csv', table.join('\n')), scaling);
    const mean = train.x.reduce((sum, value) => sum + value, 0) / train.x.length;
    expect(mean).toBeCloseTo(0, 6);
    expect(new Set(train.y)).toEqual(new Set([0, 1, 2]));
  });

  it('may be smaller than a batch', async () => {
    const { train, test } = await load(file('two.csv', '1,2\n3,4\n'));
    expect([train.count, test.count]).toEqual([1, 1]);
  });

  it.each([
    [
      'text.csv',
      'a,b\n1,x\n',
      'Column b of text.csv holds text ("x" in row 1); leave columns of text out or encode them as numbers.',
    ],
    ['nan.csv', '1,2\n3,nan\n', 'Row 2 of nan.csv has no number in column 2; remove or fill it.'],
    ['gap.csv', '1,2\n3,\n', 'Row 2 of gap.csv has no number in column 2; remove or fill it.'],
    ['narrow.csv', '1\n2\n', 'narrow.csv has one column only; add the target as the last one.'],
    ['one.csv', '1,2\n', 'one.csv leaves no sample for the train split; give it more rows.'],
    ['empty.csv', '', 'empty.csv is empty; save the samples again.'],
  ])('refuses %s in one sentence', async (name, content, sentence) => {
    await expect(load(file(name, content))).rejects.toThrow(sentence);
  });

  it('refuses labels of another length and NaN', async () => {
    const x = npy([3, 2], [1, 2, 3, 4, 5, 6]);
    const xy = (y: Uint8Array): string => file('bad.npz', zipSync({ 'x.npy': x, 'y.npy': y }));
    await expect(load(xy(npy([2], [1, 2])))).rejects.toThrow(
      'y in bad.npz has shape (2) where 3 samples need one target each; give x and y the same number of rows.',
    );
    await expect(load(xy(npy([3], [1, NaN, 2])))).rejects.toThrow('Row 2 of y in bad.npz holds NaN, not a number');
  });

  it('takes samples and targets of any shape', async () => {
    const values = (count: number): number[] => Array.from({ length: count }, (_, i) => i);
    const x = npy([5, 2, 3, 1], values(30));
    const path = file('images.npz', zipSync({ 'x.npy': x, 'y.npy': npy([5, 2], values(10)) }));
    const { train, test, ...data } = await load(path);
    expect(data).toMatchObject({ features: 6, shape: [2, 3, 1], targetShape: [2], task: 'values' });
    expect([train.count, train.x.length, train.y.length, test.count, test.y.length]).toEqual([4, 24, 8, 1, 2]);
    for (let i = 0; i < 4; i++) expect(train.y[2 * i]).toBe((train.x[6 * i] ?? NaN) / 3);
  });

  it('refuses an .npz without targets', async () => {
    const alone = file('alone.npz', zipSync({ 'x.npy': npy([3, 2], [1, 2, 3, 4, 5, 6]) }));
    await expect(load(alone)).rejects.toThrow('alone.npz holds no array y with the targets; add it');
  });

  it('refuses a file that is not there', async () => {
    await expect(load(join(folder, 'absent.csv'))).rejects.toMatchObject({ reason: 'missing' });
  });
});
