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
/** The cache never looks inside, so the header alone tells entries apart. */
const entry = (format: string) => ({ header: { format } }) as MeasuredCheckpoint;

test('an entry outlives the process and is found by what it was measured from', () => {
  new MeasureCache(folder, '1').set(params, entry('a'));
  const later = new MeasureCache(folder, '1');
  expect(later.get(params)).toEqual(entry('a'));
  expect(later.get({ ...params, file: { ...file, size: 101 } })).toBeUndefined();
  expect(later.get({ ...params, file: { ...file, mtimeMs: 6 } })).toBeUndefined();
  expect(later.get({ ...params, prune: 0.5 })).toBeUndefined();
  expect(later.get({ ...params, edges: 200 })).toBeUndefined();
  expect(later.get({ ...params, data: '/run/data.npy' })).toBeUndefined();
  expect(new MeasureCache(folder, '2').get(params)).toBeUndefined();
});

test('sample data that changes is measured again', () => {
  const data = join(folder, 'data.npy');
  writeFileSync(data, 'one');
  const cache = new MeasureCache(join(folder, 'entries'), '1');
  cache.set({ ...params, data }, entry('a'));
  expect(cache.get({ ...params, data })).toEqual(entry('a'));
  writeFileSync(data, 'other');
  expect(cache.get({ ...params, data })).toBeUndefined();
});

test('a damaged entry or an impossible folder only costs time', () => {
  const cache = new MeasureCache(folder, '1');
  cache.set(params, entry('a'));
  for (const name of readdirSync(folder)) writeFileSync(join(folder, name), '{"half');
  expect(new MeasureCache(folder, '1').get(params)).toBeUndefined();
  const nowhere = new MeasureCache(join(folder, 'x\0y'), '1');
  nowhere.set(params, entry('a'));
  expect(nowhere.get(params)).toEqual(entry('a'));
});

test('the oldest entries beyond the limit go', () => {
  const cache = new MeasureCache(folder, '1');
  for (let size = 0; size < 10; size++) cache.set({ ...params, file: { ...file, size } }, entry('x'.repeat(1000)));
  new MeasureCache(folder, '1', 3500);
  expect(readdirSync(folder).length).toBe(3);
});
