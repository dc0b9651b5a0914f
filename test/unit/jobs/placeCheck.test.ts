import { chmodSync, existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { assertStore, assertUsable } from '../../../src/jobs/placeCheck.js';
import { acquireRunLock } from '../../../src/training/runLock.js';
import { scratchFolder } from '../../support/scratch.js';

const root = scratchFolder();
const refusal = (reason: string, message: RegExp): Error =>
  expect.objectContaining({ reason, message: expect.stringMatching(message) as string }) as Error;

test('a folder that is there, or can be made below several that are not, is taken and left as it was', () => {
  const folder = join(root, 'there');
  mkdirSync(folder);
  assertUsable(folder);
  assertUsable(join(root, 'runs', 'new', 'reproduction-1'));
  expect(readdirSync(root)).toEqual(['there']);
  expect(readdirSync(folder)).toEqual([]);
});

test('one that another process writes into is refused', () => {
  const lock = acquireRunLock(join(root, 'busy'));
  expect(() => assertUsable(lock.folder)).toThrow(refusal('in-use', /^busy is in use by process \d+/));
  lock.release();
  assertUsable(lock.folder);
});

test('one that cannot be is refused with the folder and the remedy', () => {
  const file = join(root, 'file');
  writeFileSync(file, '');
  expect(() => assertUsable(join(file, 'results'))).toThrow(
    refusal('missing', /^results could not be written: .+file is no folder; choose another one\.$/),
  );
  expect(() => assertUsable(file)).toThrow(
    refusal('permission', /file is a file, where a folder of that name is needed; choose another folder\.$/),
  );
});

test('a cache for networks is made; where a file is in its place or above it, the sentence says so', () => {
  const store = join(root, 'cache', 'networks');
  assertStore(store);
  assertStore(store);
  expect(readdirSync(store)).toEqual([]);
  const file = join(root, 'cache', 'file');
  writeFileSync(file, '');
  const sentence = (why: string): RegExp =>
    new RegExp(`^The cache folder .+, cannot be used: ${why}; make it a folder .+ XDG_CACHE_HOME\\.$`);
  expect(() => assertStore(file)).toThrow(refusal('permission', sentence('it is a file')));
  expect(() => assertStore(join(file, 'networks'))).toThrow(
    refusal('missing', sentence('a part of that path is no folder')),
  );
});

test.skipIf(!existsSync('/proc/self'))('permissions are not believed: the system may refuse all the same', () => {
  expect(() => assertUsable('/proc/self/results')).toThrow(refusal('missing', /^results could not be written: /));
});

test.skipIf(process.getuid?.() === 0)('a folder without the right to write is refused', () => {
  const locked = join(root, 'locked');
  mkdirSync(locked, { mode: 0o555 });
  const refused = refusal(
    'permission',
    /^(results|run\.lock) could not be written: .+locked may not be written to; choose/,
  );
  expect(() => assertUsable(join(locked, 'results'))).toThrow(refused);
  expect(() => assertUsable(locked)).toThrow(refused);
  chmodSync(locked, 0o755);
});
