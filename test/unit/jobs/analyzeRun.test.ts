import { copyFileSync, mkdtempSync, rmSync, truncateSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { analysisWorker } from '../../../src/jobs/analysisWorker.js';
import { analyzeRun, type RunOptions } from '../../../src/jobs/analyzeRun.js';
import { HeldCheckpoints } from '../../../src/jobs/heldCheckpoints.js';
import { noStore } from '../../../src/jobs/measureCache.js';
import type { WorkerPool } from '../../../src/jobs/pool.js';
import type { AnalysisWorker } from '../../../src/protocol/worker.js';
import { builtPool } from '../../support/builtPool.js';
import { golden } from '../../support/golden.js';

let pool: WorkerPool<AnalysisWorker>;
beforeAll(() => {
  pool = builtPool();
});
afterAll(() => pool.dispose());

function analyze(
  paths: readonly string[],
  options: Partial<RunOptions> & { readonly epoch?: number } = {},
  workers = pool,
) {
  const request = { paths: paths.map((path) => resolve('test/fixtures', path)), prune: 'mean', data: null } as const;
  return analyzeRun(workers, { ...request, epoch: options.epoch }, { store: noStore, ...options });
}

describe('a run', () => {
  test.each([
    ['runs/keras2-h5', 'run-keras2-h5'],
    ['runs/keras3-keras', 'run-keras3-keras'],
    ['runs/keras3-weights', 'run-keras3-weights'],
    ['runs/in-checkpoints', 'run-in-checkpoints'],
  ])('%s has its epochs in order, each with the golden correlation', async (path, name) => {
    const { params, measured, failed } = await analyze([path]);
    const expected = golden(name).checkpoints;
    expect(params.map(({ file }) => file.epoch)).toEqual(expected.map(({ epoch }) => epoch));
    expect(failed).toEqual([]);
    measured.forEach((entry, index) => {
      const r = expected[index]?.inOutCorrelation.r;
      if (r == null) expect(entry?.report.inOutCorrelation.r).toBeNull();
      else expect(entry?.report.inOutCorrelation.r).toBeCloseTo(r, 6);
    });
  });

  test('is known before it is measured, its last epoch is measured first', async () => {
    const order: (number | string)[] = [];
    // A single worker: of two, the one that is given less of a processor may end its first epoch last.
    const single = builtPool({ size: 1 });
    const tell = {
      onRun: ({ params }: { readonly params: readonly unknown[] }) => order.push(`run of ${params.length}`),
      onMeasured: (index: number) => order.push(index),
    };
    try {
      await analyze(['runs/keras2-h5'], tell, single);
    } finally {
      single.dispose();
    }
    expect(order).toEqual(['run of 6', 5, 0, 1, 2, 3, 4]);
  });

  test('several selected files are one run', async () => {
    const { params } = await analyze(['runs/keras2-h5/epoch-0003.h5', 'runs/keras2-h5/epoch-0001.h5']);
    expect(params.map(({ file }) => file.epoch)).toEqual([1, 3]);
  });

  test('with one epoch asked for has that one alone', async () => {
    const { params } = await analyze(['runs/keras2-h5'], { epoch: 2 });
    expect(params.map(({ file }) => file.epoch)).toEqual([2]);
    await expect(analyze(['runs/keras2-h5'], { epoch: 77 })).rejects.toMatchObject({ reason: 'absent-epoch' });
  });

  test('keeps what is whole when one epoch is broken', async () => {
    const { measured, failed } = await analyze(['sick/one-epoch-truncated']);
    expect(measured.length).toBe(golden('run-one-epoch-truncated').checkpoints.length);
    expect(failed).toHaveLength(1);
    expect(failed[0]).toMatchObject({ path: 'epoch-0002.h5', epoch: 2 });
  });

  test('of two architectures is the larger group; equal groups are refused', async () => {
    const { measured, failed } = await analyze(['sick/two-architectures']);
    expect(measured.length).toBe(golden('run-two-architectures').checkpoints.length);
    expect(failed.map(({ reason }) => reason)).toEqual([expect.stringContaining('another architecture')]);
    await expect(analyze(['sick/two-architectures-equal'])).rejects.toMatchObject({ reason: 'ambiguous' });
  });

  test('measured before comes from the cache, without the worker', async () => {
    const store = new HeldCheckpoints(noStore);
    await analyze(['runs/keras2-h5'], { store });
    const order: number[] = [];
    await analyze(['runs/keras2-h5'], { store, onMeasured: (index) => order.push(index) });
    expect(order).toEqual([5, 0, 1, 2, 3, 4]);
  });

  test('can be cancelled, and the pool works on', async () => {
    const controller = new AbortController();
    const run = analyze(['runs/keras2-h5'], { signal: controller.signal, onRun: () => controller.abort() });
    await expect(run).rejects.toMatchObject({ reason: 'cancelled' });
    const { measured } = await analyze(['runs/in-checkpoints']);
    expect(measured.every((entry) => entry !== null)).toBe(true);
  });

  test('written this very moment is read all the same when nobody asked to wait', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'fresh-'));
    for (let attempt = 0; attempt < 20; attempt++) {
      const file = join(folder, `epoch-${attempt}.h5`);
      copyFileSync('test/fixtures/runs/keras2-h5/epoch-0001.h5', file);
      const { measured } = await analyze([file]);
      expect(measured[0]).not.toBeNull();
      expect(measured).toHaveLength(1);
    }
    rmSync(folder, { recursive: true });
  });

  test('from a clock that is ahead is read all the same, watched or not', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'ahead-'));
    const file = join(folder, 'epoch-1.h5');
    copyFileSync('test/fixtures/runs/keras2-h5/epoch-0001.h5', file);
    const tomorrow = new Date(Date.now() + 86_400_000);
    utimesSync(file, tomorrow, tomorrow);
    expect((await analyze([file])).measured[0]).not.toBeNull();
    expect((await analyze([folder], { watching: true })).measured[0]).not.toBeNull();
    rmSync(folder, { recursive: true });
  });

  test('lists what failed once, in the order of the folder, whatever finished first', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'failing-'));
    for (const epoch of [1, 2, 3, 4, 5]) {
      const file = join(folder, `epoch-${epoch}.h5`);
      copyFileSync(`test/fixtures/runs/keras2-h5/epoch-000${epoch}.h5`, file);
      if (epoch > 2) truncateSync(file, 3000);
    }
    const { failed, measured } = await analyze([folder]);
    expect(failed.map(({ path }) => path)).toEqual(['epoch-3.h5', 'epoch-4.h5', 'epoch-5.h5']);
    expect(measured).toHaveLength(2);
    rmSync(folder, { recursive: true });
  });

  test('says that the sample data is at fault where it is, before anything is measured', async () => {
    const data = resolve('test/fixtures/data/data-10.npy');
    const request = { paths: [resolve('test/fixtures/keras2/mlp/mlp.h5')], prune: 'mean', data } as const;
    const started: unknown[] = [];
    const run = analyzeRun(pool, request, { store: noStore, onRun: (listed) => started.push(listed) });
    await expect(run).rejects.toMatchObject({
      reason: 'bad-data',
      message: expect.stringContaining('data-10.npy') as unknown,
    });
    expect(started).toEqual([]);
  });

  test('gives signs of life while a long table is read', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'long-table-'));
    const row = `${new Array<string>(8).fill('0.123456789').join(',')}\n`;
    writeFileSync(join(folder, 'data.csv'), row.repeat(60_000));
    const signs: unknown[] = [];
    const call = { signal: new AbortController().signal, progress: (value: unknown) => signs.push(value) };
    try {
      const { files } = await analysisWorker.listRun({ paths: [resolve('test/fixtures/keras2/wide/wide.h5')] }, call);
      const [file] = files;
      if (file === undefined) throw new Error('no checkpoint');
      await analysisWorker.checkData({ path: join(folder, 'data.csv'), file }, call);
      expect(signs).toContainEqual({ done: 0, total: 0, what: 'data.csv' });
    } finally {
      rmSync(folder, { recursive: true });
    }
  }, 120_000);

  test('that is not there is one sentence', async () => {
    await expect(analyze(['no-such-folder'])).rejects.toMatchObject({ reason: 'missing' });
    await expect(analyze(['sick/nothing-readable'])).rejects.toThrow(/\S+/);
  });
});
