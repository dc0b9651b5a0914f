import { copyFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { analyzeRun, type RunOptions } from '../../../src/jobs/analyzeRun.js';
import { MeasureCache } from '../../../src/jobs/measureCache.js';
import type { WorkerPool } from '../../../src/jobs/pool.js';
import type { AnalysisWorker } from '../../../src/protocol/worker.js';
import { builtPool } from '../../support/builtPool.js';
import { golden } from '../../support/golden.js';

let pool: WorkerPool<AnalysisWorker>;
beforeAll(() => {
  pool = builtPool();
});
afterAll(() => pool.dispose());

const cacheless = (): MeasureCache => new MeasureCache(null, 'test');

function analyze(paths: readonly string[], options: Partial<RunOptions> & { readonly epoch?: number } = {}) {
  const request = { paths: paths.map((path) => resolve('test/fixtures', path)), prune: 'mean', data: null } as const;
  return analyzeRun(pool, { ...request, epoch: options.epoch }, { cache: cacheless(), ...options });
}

describe('a run', () => {
  test.each([
    ['runs/keras2-h5', 'run-keras2-h5'],
    ['runs/keras3-keras', 'run-keras3-keras'],
    ['runs/keras3-weights', 'run-keras3-weights'],
    ['runs/in-checkpoints', 'run-in-checkpoints'],
  ])('%s has its epochs in order, each with the golden correlation', async (path, name) => {
    const { files, measured, failed } = await analyze([path]);
    const expected = golden(name).checkpoints;
    expect(files.map(({ epoch }) => epoch)).toEqual(expected.map(({ epoch }) => epoch));
    expect(failed).toEqual([]);
    measured.forEach((entry, index) => {
      const r = expected[index]?.inOutCorrelation.r;
      if (r == null) expect(entry?.report.inOutCorrelation.r).toBeNull();
      else expect(entry?.report.inOutCorrelation.r).toBeCloseTo(r, 6);
    });
  });

  test('is known before it is measured, its last epoch is measured first', async () => {
    const order: (number | string)[] = [];
    await analyze(['runs/keras2-h5'], {
      onRun: (run) => order.push(`run of ${run.files.length}`),
      onMeasured: (index) => order.push(index),
    });
    expect(order[0]).toBe('run of 6');
    expect([...order.slice(1)].sort()).toEqual([0, 1, 2, 3, 4, 5]);
    expect(order.slice(1, 3)).toContain(5);
  });

  test('several selected files are one run', async () => {
    const { files } = await analyze(['runs/keras2-h5/epoch-0003.h5', 'runs/keras2-h5/epoch-0001.h5']);
    expect(files.map(({ epoch }) => epoch)).toEqual([1, 3]);
  });

  test('with one epoch asked for has that one alone', async () => {
    const { files } = await analyze(['runs/keras2-h5'], { epoch: 2 });
    expect(files.map(({ epoch }) => epoch)).toEqual([2]);
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
    const cache = cacheless();
    await analyze(['runs/keras2-h5'], { cache });
    const order: number[] = [];
    const started = Date.now();
    await analyze(['runs/keras2-h5'], { cache, onMeasured: (index) => order.push(index) });
    expect(order).toEqual([5, 0, 1, 2, 3, 4]);
    expect(Date.now() - started).toBeLessThan(5000);
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

  test('that is not there is one sentence', async () => {
    await expect(analyze(['no-such-folder'])).rejects.toMatchObject({ reason: 'missing' });
    await expect(analyze(['sick/nothing-readable'])).rejects.toThrow(/\S+/);
  });
});
