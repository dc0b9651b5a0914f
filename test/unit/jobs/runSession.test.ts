import { copyFileSync, mkdtempSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve as resolvePath } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { noStore } from '../../../src/jobs/measureCache.js';
import type { WorkerPool } from '../../../src/jobs/pool.js';
import { RunSession } from '../../../src/jobs/runSession.js';
import type { RunView } from '../../../src/protocol/panel.js';
import type { AnalysisWorker } from '../../../src/protocol/worker.js';
import { builtPool } from '../../support/builtPool.js';

const RUN = 'test/fixtures/runs/keras2-h5';
let pool: WorkerPool<AnalysisWorker>;
let folder = '';
let session: RunSession;
let views: RunView[] = [];
let failures: string[] = [];

beforeAll(() => {
  pool = builtPool();
});
afterAll(() => pool.dispose());
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'session-'));
  views = [];
  failures = [];
  session = new RunSession(pool, noStore, 'run', [folder], {
    run: (view) => views.push(view),
    checkpoint: () => undefined,
    failure: (message, isNews) => failures.push(isNews ? message : `again: ${message}`),
  });
});
afterEach(() => {
  session.dispose();
  rmSync(folder, { recursive: true });
});

function copy(epoch: number, as = epoch): void {
  copyFileSync(`${RUN}/epoch-000${epoch}.h5`, join(folder, `epoch-000${as}.h5`));
}

async function until(condition: () => boolean, what: string): Promise<void> {
  const end = Date.now() + 20_000;
  while (!condition()) {
    if (Date.now() > end) throw new Error(`Never happened: ${what}. Last view: ${JSON.stringify(views.at(-1))}`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

const states = (): string[] => views.at(-1)?.epochs.map(({ epoch, state }) => `${epoch} ${state}`) ?? [];
const settled = (): boolean => views.at(-1)?.activity === null;

test('an epoch that appears while the run is on show is measured by itself once its size rests', async () => {
  copy(1);
  session.refresh();
  await until(() => settled() && states().join() === '1 measured', 'the first epoch measured');
  // Half a file, as a trainer that is still writing leaves it.
  const whole = readFileSync(`${RUN}/epoch-0002.h5`);
  const path = join(folder, 'epoch-0002.h5');
  writeFileSync(path, whole.subarray(0, whole.length / 2));
  session.filesChanged(false);
  await new Promise((resolve) => setTimeout(resolve, 500));
  expect(states()).toEqual(['1 measured']);
  expect(views.at(-1)?.failed).toEqual([]);
  writeFileSync(path, whole);
  session.filesChanged(false);
  await until(() => settled() && states().join() === '1 measured,2 measured', 'the second epoch measured');
});

test('a file that goes bad or away takes nothing else with it', async () => {
  copy(1);
  copy(2);
  session.refresh();
  await until(() => settled() && states().join() === '1 measured,2 measured', 'both measured');
  truncateSync(join(folder, 'epoch-0002.h5'), 900);
  session.filesChanged(false);
  await until(() => settled() && views.at(-1)?.failed.length === 1, 'the broken epoch listed');
  expect(states()).toEqual(['1 measured']);
  rmSync(join(folder, 'epoch-0002.h5'));
  rmSync(join(folder, 'epoch-0001.h5'));
  session.refresh();
  await until(
    () => settled() && (views.at(-1)?.failed.length ?? 0) > 0 && states().join() === '1 measured',
    'what is on show stays',
  );
  expect(failures).toEqual([]);
});

test('a page that loads anew is told everything again', async () => {
  copy(3);
  session.refresh();
  await until(() => settled() && states().join() === '3 measured', 'measured');
  const before = views.length;
  session.replay();
  expect(views.length).toBe(before + 1);
  expect(session.snapshot()?.measured[0]?.report.epoch).toBe(3);
});

test('an empty folder is a sentence, not an empty view, and a checkpoint that comes later is shown', async () => {
  session.refresh();
  await until(() => failures.length > 0, 'a failure');
  expect(views).toEqual([]);
  copy(4);
  session.refresh();
  await until(() => settled() && states().join() === '4 measured', 'measured after all');
});

test('cancelling keeps what is measured and says what is not', async () => {
  for (const epoch of [0, 1, 2, 3, 4, 5]) copy(epoch);
  session = new RunSession(pool, noStore, 'run', [folder], {
    run: (view) => views.push(view),
    // As a user who has seen enough.
    checkpoint: () => session.cancel(),
    failure: (message) => failures.push(message),
  });
  await new Promise((resolve) => setTimeout(resolve, 1600));
  session.refresh();
  await until(() => settled() && views.length > 1, 'the end of it');
  const count = (state: string): number => views.at(-1)?.epochs.filter((epoch) => epoch.state === state).length ?? 0;
  expect(count('measured')).toBeGreaterThan(0);
  expect(count('pending')).toBeGreaterThan(0);
  expect(failures).toEqual([]);
});

test('cancelling a refresh takes nothing away, and only new files start it again', async () => {
  copy(1);
  copy(2);
  await new Promise((resolve) => setTimeout(resolve, 1600));
  session.refresh();
  await until(() => settled() && states().join() === '1 measured,2 measured', 'both measured');
  session.refresh();
  session.cancel();
  await new Promise((resolve) => setTimeout(resolve, 500));
  expect(settled()).toBe(true);
  expect(states()).toEqual(['1 measured', '2 measured']);
  expect(session.snapshot()?.measured.every((entry) => entry !== null)).toBe(true);
  const told = views.length;
  session.filesChanged(false);
  await new Promise((resolve) => setTimeout(resolve, 600));
  expect(views.length).toBe(told);
  copy(3);
  session.filesChanged(true);
  await until(() => settled() && states().join() === '1 measured,2 measured,3 measured', 'the new one measured');
});

test('files that change all the time do not keep a run from being measured', async () => {
  for (const epoch of [0, 1, 2, 3]) copy(epoch);
  await new Promise((resolve) => setTimeout(resolve, 1600));
  const noise = setInterval(() => session.filesChanged(true), 20);
  try {
    await until(() => states().filter((state) => state.endsWith('measured')).length === 4, 'all measured in the noise');
  } finally {
    clearInterval(noise);
  }
});

test('sample data that does not fit is refused, and what is on show stays', async () => {
  copy(1);
  await new Promise((resolve) => setTimeout(resolve, 1600));
  session.refresh();
  await until(() => settled() && states().join() === '1 measured', 'measured');
  await expect(session.attachData(resolvePath('test/fixtures/data/data-12x2.npy'))).rejects.toMatchObject({
    reason: 'bad-data',
  });
  await expect(session.attachData(join(folder, 'nowhere.npy'))).rejects.toThrow('nowhere.npy');
  expect(states()).toEqual(['1 measured']);
  expect(views.at(-1)?.data).toBeNull();
  expect(failures).toEqual([]);
});

test('closing while it works is no failure; telling again is no news', async () => {
  session.refresh();
  session.dispose();
  await new Promise((resolve) => setTimeout(resolve, 500));
  expect(failures).toEqual([]);
  session = new RunSession(pool, noStore, 'run', [join(folder, 'nowhere')], {
    run: (view) => views.push(view),
    checkpoint: () => undefined,
    failure: (message, isNews) => failures.push(isNews ? message : `again: ${message}`),
  });
  session.refresh();
  await until(() => failures.length > 0, 'a failure');
  session.replay();
  expect(failures).toHaveLength(2);
  expect(failures[1]).toBe(`again: ${failures[0] ?? ''}`);
});
