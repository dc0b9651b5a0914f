import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { MeasureCache } from '../../../src/jobs/measureCache.js';
import type { MeasuredCheckpoint, MeasureParams } from '../../../src/protocol/worker.js';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'cache-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const file = { path: '/run/epoch-1.h5', name: 'epoch-1.h5', epoch: 1, architecture: null, size: 100, mtimeMs: 5 };
const params: MeasureParams = { file, prune: 'mean', edges: 100, data: null };

/** The cache never looks into its entries' parts, so a header tells them apart. */
function entry(format: string): MeasuredCheckpoint {
  const report = { epoch: 1, file: 'epoch-1.h5' };
  return { header: { format }, report, sketch: { segments: [] } } as unknown as MeasuredCheckpoint;
}

test('an entry outlives the process and is found by what it was measured from', async () => {
  await new MeasureCache(folder, '1').set(params, entry('a'));
  const later = new MeasureCache(folder, '1');
  expect(await later.get(params)).toEqual(entry('a'));
  expect(await later.get({ ...params, file: { ...file, size: 101 } })).toBeUndefined();
  expect(await later.get({ ...params, file: { ...file, mtimeMs: 6 } })).toBeUndefined();
  expect(await later.get({ ...params, prune: 0.5 })).toBeUndefined();
  expect(await later.get({ ...params, edges: 200 })).toBeUndefined();
  expect(await later.get({ ...params, data: '/run/data.npy' })).toBeUndefined();
  expect(await new MeasureCache(folder, '2').get(params)).toBeUndefined();
});

test('a file measured alone is found as part of its run, under the epoch and name it has there', async () => {
  const cache = new MeasureCache(folder, '1');
  await cache.set({ ...params, file: { ...file, epoch: null } }, entry('a'));
  const found = await cache.get({ ...params, file: { ...file, epoch: 3, name: 'run/epoch-1.h5' } });
  expect(found?.report).toEqual({ epoch: 3, file: 'run/epoch-1.h5' });
});

test('sample data that changes is measured again', async () => {
  const data = join(folder, 'data.npy');
  writeFileSync(data, 'one');
  const cache = new MeasureCache(join(folder, 'entries'), '1');
  await cache.set({ ...params, data }, entry('a'));
  expect(await cache.get({ ...params, data })).toEqual(entry('a'));
  writeFileSync(data, 'other');
  expect(await cache.get({ ...params, data })).toBeUndefined();
});

test.each(['{"half', 'null', '{}', '[1, 2]'])('a damaged entry only costs time: %s', async (text) => {
  const cache = new MeasureCache(folder, '1');
  await cache.set(params, entry('a'));
  for (const name of readdirSync(folder)) writeFileSync(join(folder, name), text);
  expect(await new MeasureCache(folder, '1').get(params)).toBeUndefined();
});

test('an impossible folder only costs time', async () => {
  const nowhere = new MeasureCache(join(folder, 'x\0y'), '1');
  await nowhere.set(params, entry('a'));
  expect(await nowhere.get(params)).toBeUndefined();
});

test('the oldest entries beyond the limit go', async () => {
  const cache = new MeasureCache(folder, '1');
  for (let size = 0; size < 10; size++)
    await cache.set({ ...params, file: { ...file, size } }, entry('x'.repeat(1000)));
  await new MeasureCache(folder, '1', 3500).get(params);
  expect(readdirSync(folder).length).toBe(3);
});
