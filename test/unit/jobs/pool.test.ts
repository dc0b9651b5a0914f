import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'esbuild';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { WorkerPool } from '../../../src/jobs/pool.js';
import type { TroubleWorker } from '../../support/troubleWorker.js';

let folder = '';
let pool: WorkerPool<TroubleWorker>;
let replaced: string[] = [];

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'pool-test-'));
  // Other test files make pools too; this one counts its own leftovers.
  process.env['TMPDIR'] = folder;
  await build({
    entryPoints: ['test/support/troubleWorker.ts'],
    outfile: join(folder, 'worker.mjs'),
    bundle: true,
    format: 'esm',
    platform: 'node',
  });
});
afterAll(() => rmSync(folder, { recursive: true }));
afterEach(() => pool.dispose());

function start(size: number, timeLimitMs = 5000): void {
  replaced = [];
  pool = new WorkerPool({
    script: join(folder, 'worker.mjs'),
    size,
    timeLimitMs,
    onReplaced: (why) => replaced.push(why),
  });
}

test('more calls than workers all get their answer', async () => {
  start(2);
  const texts = Array.from({ length: 20 }, (_, index) => String(index));
  await expect(Promise.all(texts.map((text) => pool.call('echo', { text })))).resolves.toEqual(texts);
  expect(replaced).toEqual([]);
});

test('a worker that hangs is stopped after the time limit and the next call is answered', async () => {
  start(1, 400);
  const hang = pool.call('hang', {});
  const next = pool.call('echo', { text: 'next' });
  await expect(hang).rejects.toMatchObject({ reason: 'timeout' });
  await expect(next).resolves.toBe('next');
  expect(replaced).toHaveLength(1);
});

test('long work that gives signs of life is not taken for hung', async () => {
  start(1, 400);
  await expect(pool.call('labour', { ms: 1200 })).resolves.toBe('done');
});

test('a worker that ends or throws outside a call fails its own call only', async () => {
  start(2);
  const calls = [pool.call('exit', { code: 7 }), pool.call('explode', {}), pool.call('echo', { text: 'other' })];
  const results = await Promise.allSettled(calls);
  expect(results.map(({ status }) => status)).toEqual(['rejected', 'rejected', 'fulfilled']);
  expect(results[0]).toMatchObject({ reason: { reason: 'crashed' } });
  expect(results[1]).toMatchObject({
    reason: { reason: 'crashed', message: expect.stringContaining('out of bounds') as unknown },
  });
  await expect(pool.call('echo', { text: 'after' })).resolves.toBe('after');
});

test('cancelling frees the worker even from code that hears nothing', async () => {
  start(1, 60_000);
  const controller = new AbortController();
  const hang = pool.call('hang', {}, { signal: controller.signal });
  setTimeout(() => controller.abort(), 100);
  await expect(hang).rejects.toMatchObject({ reason: 'cancelled' });
  await expect(pool.call('echo', { text: 'free' })).resolves.toBe('free');
  expect(replaced).toEqual([]);
});

test('a call cancelled while it waits never starts', async () => {
  start(1);
  const controller = new AbortController();
  const first = pool.call('labour', { ms: 200 });
  const waiting = pool.call('echo', { text: 'never' }, { signal: controller.signal });
  controller.abort();
  await expect(waiting).rejects.toMatchObject({ reason: 'cancelled' });
  await expect(first).resolves.toBe('done');
  await expect(pool.call('echo', { text: 'later' })).resolves.toBe('later');
});

test('disposal rejects what is pending and leaves no folder behind', async () => {
  start(1);
  const pending = [pool.call('hang', {}), pool.call('echo', { text: 'x' })];
  const settled = Promise.allSettled(pending);
  await new Promise((resolve) => setTimeout(resolve, 50));
  pool.dispose();
  for (const result of await settled) expect(result.status).toBe('rejected');
  await expect(pool.call('echo', { text: 'x' })).rejects.toMatchObject({ reason: 'cancelled' });
  expect(readdirSync(folder)).toEqual(['worker.mjs']);
});

test('a folder that a cleaner took away is made again', async () => {
  start(1);
  await pool.call('echo', { text: 'x' });
  const [own] = readdirSync(folder).filter((name) => name.startsWith('morphoscope-'));
  rmSync(join(folder, own ?? ''), { recursive: true });
  await expect(pool.call('exit', { code: 1 })).rejects.toMatchObject({ reason: 'crashed' });
  await expect(pool.call('echo', { text: 'again' })).resolves.toBe('again');
});

test('what workers print is not gathered in memory', async () => {
  start(1);
  const before = process.memoryUsage().rss;
  await pool.call('shout', { megabytes: 200 });
  expect(process.memoryUsage().rss - before).toBeLessThan(120e6);
});
