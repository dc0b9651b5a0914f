import { copyFileSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { CompareSession } from '../../../src/jobs/compareSession.js';
import { growthOf } from '../../../src/jobs/growthOf.js';
import type { AskGrowth } from '../../../src/jobs/growthQueue.js';
import { noStore } from '../../../src/jobs/measureCache.js';
import type { WorkerPool } from '../../../src/jobs/pool.js';
import type { AnalysisWorker } from '../../../src/protocol/worker.js';
import { builtPool } from '../../support/builtPool.js';
import { cli } from '../../support/cli.js';
import { fixtures } from '../../support/golden.js';
import { HeardComparison } from '../../support/heardComparison.js';

vi.setConfig({ testTimeout: 90_000 });

const RUN = 'test/fixtures/runs/keras2-h5';
const askGrowth: AskGrowth = (pair, call) =>
  growthOf(resolve('dist/worker/growth.mjs'), { ...pair, cache: join(folder, 'cache') }, call);

let pool: WorkerPool<AnalysisWorker>;
let folder = '';
let session: CompareSession;
let heard = new HeardComparison();

beforeAll(() => {
  pool = builtPool();
});
afterAll(() => pool.dispose());
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'compare-'));
  heard = new HeardComparison();
});
afterEach(() => {
  session.dispose();
  rmSync(folder, { recursive: true });
});

function copy(epoch: number, to = folder): string {
  mkdirSync(to, { recursive: true });
  const path = join(to, `epoch-000${epoch}.h5`);
  put(`${RUN}/epoch-000${epoch}.h5`, path);
  return path;
}

/** A copy that nobody can take for one that is still being written. */
function put(source: string, path: string): void {
  copyFileSync(source, path);
  utimesSync(path, 1.7e9, 1.7e9);
}

async function compare(...paths: readonly string[]): Promise<void> {
  const targets = paths.map((path) => ({ paths: [path], file: null }));
  session = new CompareSession(pool, noStore, 'a ↔ b', targets, askGrowth, heard);
  await session.start(null);
}

test('two epochs of one folder: one run, measured in whole, compared as epochs of it', async () => {
  for (const epoch of [0, 1, 2, 3]) copy(epoch);
  await compare(join(folder, 'epoch-0001.h5'), join(folder, 'epoch-0003.h5'));
  await heard.untilCompared(1, 3);
  await heard.until(() => heard.rests(), 'rest');
  const view = heard.views.at(-1);
  expect(view?.runs.map(({ epochs: all }) => all.map(({ state }) => state))).toEqual([Array(4).fill('measured')]);
  expect([view?.a, view?.b]).toEqual([
    { run: 0, index: 1 },
    { run: 0, index: 3 },
  ]);
  expect(heard.last?.comparison?.permutation.applied).toBe(false);
  expect(heard.last?.changes?.segments).toHaveLength(1);
  expect(heard.failures).toEqual([]);
});

test('the chosen epochs are measured first', async () => {
  for (const epoch of [0, 1, 2, 3, 4, 5]) copy(epoch);
  pool.dispose();
  pool = builtPool({ size: 1 });
  await compare(join(folder, 'epoch-0002.h5'), join(folder, 'epoch-0004.h5'));
  await heard.untilCompared(2, 4);
  await heard.until(() => heard.rests(), 'rest');
  expect(heard.checkpoints).toHaveLength(6);
  expect(heard.checkpoints.slice(0, 2).sort()).toEqual(['0/2', '0/4']);
});

test('switching between measured epochs tells the view and the answer, and no checkpoint again', async () => {
  for (const epoch of [0, 1, 2, 3]) copy(epoch);
  await compare(join(folder, 'epoch-0000.h5'), join(folder, 'epoch-0003.h5'));
  await heard.until(() => heard.rests() && heard.last?.comparison != null, 'rest');
  const sent = heard.checkpoints.length;
  session.choose({ run: 0, index: 2 }, { run: 0, index: 1 });
  expect([heard.views.at(-1)?.a.index, heard.views.at(-1)?.b.index]).toEqual([2, 1]);
  await heard.untilCompared(2, 1);
  session.choose({ run: 0, index: 1 }, { run: 0, index: 2 });
  await heard.untilCompared(1, 2);
  expect(heard.checkpoints).toHaveLength(sent);
});

test('two runs, each with its epochs; matching can be switched off', async () => {
  const [one, two] = [join(folder, 'one'), join(folder, 'two')];
  for (const epoch of [1, 2]) {
    copy(epoch, one);
    copy(epoch, two);
  }
  await compare(one, join(two, 'epoch-0001.h5'));
  await heard.untilCompared(2, 1);
  expect(heard.views.at(-1)?.runs.map(({ title }) => title)).toEqual(['one', 'two']);
  expect(heard.last?.comparison?.a.path).toBe('one/epoch-0002.h5');
  expect(heard.last?.comparison?.reasons?.['growth']).toContain('two epochs of one run');
  const before = heard.answers.length;
  session.setMatch('off');
  await heard.until(() => heard.answers.length > before, 'another answer');
  expect(heard.views.at(-1)?.match).toBe('off');
  expect(heard.last?.comparison?.permutation.applied).toBe(false);
});

test('another way to match is answered, also where it gives the same numbers', async () => {
  const [one, two] = [copy(1, join(folder, 'one')), copy(1, join(folder, 'two'))];
  await compare(one, two);
  await heard.untilCompared(1, 1);
  // No layer is wider than 2048 nodes.
  session.setMatch('all');
  const all = heard.views.length;
  await heard.until(() => heard.rests() && heard.views.length > all, 'rest');
  expect(heard.views.at(-1)?.match).toBe('all');
  expect(heard.answers).toHaveLength(2);
  expect(heard.answers[1]).toEqual(heard.answers[0]);
});

test('the same file twice: all zeros', async () => {
  copy(1);
  await compare(join(folder, 'epoch-0001.h5'), join(folder, 'epoch-0001.h5'));
  await heard.untilCompared(1, 1);
  expect(heard.last?.comparison?.summary).toMatchObject({ relativeChange: 0, signFlips: 0 });
  expect(heard.last?.comparison?.notes.join(' ')).toMatch(/same file/i);
});

test('more than two are each compared with the first', async () => {
  for (const epoch of [0, 1, 2, 3]) copy(epoch);
  await compare(...[0, 1, 2, 3].map((epoch) => join(folder, `epoch-000${epoch}.h5`)));
  await heard.until(() => heard.last?.comparison?.more.length === 2, 'all compared');
  expect(heard.last?.comparison?.more.map(({ epoch }) => epoch)).toEqual([2, 3]);
  expect(heard.views.at(-1)?.more.map(({ index }) => index)).toEqual([2, 3]);
});

test('one side that cannot be read is a sentence, and the other is still shown', async () => {
  copy(1);
  put(join(fixtures, 'sick/truncated.keras'), join(folder, 'best.keras'));
  await compare(join(folder, 'epoch-0001.h5'), join(folder, 'best.keras'));
  await heard.until(() => heard.rests() && heard.last !== undefined, 'an answer');
  expect(heard.last).toMatchObject({ comparison: null, changes: null });
  expect(heard.last?.error).toMatch(/best\.keras.*cut short/);
  expect(heard.views.at(-1)?.failures).toEqual([null, heard.last?.error]);
  expect(heard.checkpoints).toEqual(['0/0']);
  expect(heard.failures).toEqual([]);
});

test('a damaged epoch of a run moves out of it', async () => {
  for (const epoch of [0, 1]) copy(epoch);
  put(join(fixtures, 'sick/truncated.h5'), join(folder, 'epoch-0002.h5'));
  await compare(join(folder, 'epoch-0001.h5'), join(folder, 'epoch-0002.h5'));
  await heard.until(() => heard.rests() && heard.last !== undefined, 'an answer');
  expect(heard.last?.error).toContain('epoch-0002.h5');
  const view = heard.views.at(-1);
  expect(view?.runs[0]?.epochs).toHaveLength(2);
  expect(view?.failures[view.b.run]).toContain('epoch-0002.h5');
});

test('where neither can be read there is one sentence', async () => {
  await compare(join(folder, 'nowhere.h5'), join(folder, 'neither.h5'));
  await heard.until(() => heard.failures.length > 0, 'a failure');
  expect(heard.failures).toEqual([expect.stringContaining('nowhere.h5')]);
  session.replay();
  expect(heard.failures).toHaveLength(2);
  expect(heard.views).toEqual([]);
});

test('a path that cannot even be looked at is a sentence, and the other side is still shown', async () => {
  symlinkSync('circle.h5', join(folder, 'circle.h5'));
  await compare(copy(1), join(folder, 'circle.h5'));
  await heard.until(() => heard.rests() && heard.last?.error != null, 'a sentence');
  expect(heard.last?.error).toMatch(/^circle\.h5 cannot be read \(its links lead back to themselves\)/);
  expect(heard.checkpoints).toEqual(['0/0']);
  expect(heard.failures).toEqual([]);
});

test('a side that disappears stays on show, and is said to be gone', async () => {
  for (const epoch of [0, 1, 2]) copy(epoch);
  await compare(join(folder, 'epoch-0001.h5'), join(folder, 'epoch-0002.h5'));
  await heard.until(() => heard.rests() && heard.last?.comparison != null, 'rest');
  rmSync(join(folder, 'epoch-0001.h5'));
  session.refresh();
  await heard.until(() => heard.views.at(-1)?.a.run === 1, 'the side in a place of its own');
  expect(heard.views.at(-1)?.runs[1]?.failed[0]?.reason).toContain('does not exist any more');
  expect(heard.epochs).toEqual([1, 2]);
  expect(heard.last?.a).toEqual({ run: 1, index: 0 });
});

test('a run that is being written is followed to its newest epoch', async () => {
  const [one, two] = [join(folder, 'one'), join(folder, 'two')];
  copy(1, one);
  copy(1, two);
  await compare(join(one, 'epoch-0001.h5'), two);
  await heard.untilCompared(1, 1);
  copy(2, two);
  session.filesChanged(true);
  await heard.untilCompared(1, 2);
  expect(heard.views.at(-1)?.b).toEqual({ run: 1, index: 1 });
});

test('a page that loads anew is told everything again', async () => {
  for (const epoch of [0, 1]) copy(epoch);
  await compare(join(folder, 'epoch-0000.h5'), join(folder, 'epoch-0001.h5'));
  await heard.until(() => heard.rests() && heard.last?.comparison != null, 'rest');
  const [asked, told] = [heard.checkpoints.length, heard.answers.length];
  session.replay();
  expect(heard.checkpoints.slice(asked)).toEqual(['0/0', '0/1']);
  expect(heard.answers).toHaveLength(told + 1);
});

test('what was chosen is chosen again after a reload', async () => {
  for (const epoch of [0, 1, 2, 3]) copy(epoch);
  await compare(join(folder, 'epoch-0000.h5'), join(folder, 'epoch-0003.h5'));
  await heard.untilCompared(0, 3);
  session.choose({ run: 0, index: 1 }, { run: 0, index: 2 });
  const { choices } = session;
  session.dispose();
  const targets = [0, 3].map((epoch) => ({ paths: [join(folder, `epoch-000${epoch}.h5`)], file: null }));
  session = new CompareSession(pool, noStore, 'a ↔ b', targets, askGrowth, heard);
  await session.start(JSON.parse(JSON.stringify(choices)) as typeof choices);
  await heard.untilCompared(1, 2);
});

test('files of two architectures in one folder are compared by themselves', async () => {
  for (const epoch of [1, 2]) copy(epoch);
  put(join(fixtures, 'keras2/convnet/convnet.h5'), join(folder, 'epoch-0003.h5'));
  await compare(join(folder, 'epoch-0001.h5'), join(folder, 'epoch-0003.h5'));
  await heard.until(() => heard.rests() && heard.last !== undefined, 'an answer');
  expect(heard.views.at(-1)?.runs.at(-1)?.title).toBe('epoch-0003.h5');
  expect(heard.last?.comparison?.onlyB.length).toBeGreaterThan(0);
});

test('sample data that does not fit is refused, and what is on show stays', async () => {
  for (const epoch of [0, 1]) copy(epoch);
  await compare(join(folder, 'epoch-0000.h5'), join(folder, 'epoch-0001.h5'));
  await heard.until(() => heard.rests() && heard.last?.comparison != null, 'rest');
  await expect(session.attachData(resolve('test/fixtures/data/data-12x2.npy'))).rejects.toMatchObject({
    reason: 'bad-data',
  });
  expect(heard.views.at(-1)?.data).toBeNull();
  expect(heard.epochs).toEqual([0, 1]);
});

test('300 epochs', async () => {
  for (let epoch = 0; epoch < 300; epoch++) {
    put(`${RUN}/epoch-000${epoch % 6}.h5`, join(folder, `epoch-${String(epoch).padStart(4, '0')}.h5`));
  }
  writeFileSync(join(folder, 'notes.txt'), 'A long one.');
  await compare(join(folder, 'epoch-0001.h5'), join(folder, 'epoch-0299.h5'));
  await heard.untilCompared(1, 299);
  expect(heard.views.at(-1)?.runs[0]?.epochs).toHaveLength(300);
});

test('growth is predicted for two epochs of a run that was trained here, after they are compared', async () => {
  const run = join(folder, 'trained');
  expect(await cli(['train', '--epochs', '3', '--keep', 'all', '--out', run])).toMatchObject({ code: 0 });
  await compare(join(run, 'epoch-0001.h5'), join(run, 'epoch-0002.h5'));
  await heard.until(() => heard.last?.comparison?.growth != null, 'growth');
  expect(heard.last?.comparison?.growth?.pair).toEqual({ from: 1, to: 2 });
  expect(heard.answers[0]?.comparison?.growth).toBeNull();
  await heard.until(() => heard.rests(), 'rest');
  // The other way round it is no prediction.
  session.choose({ run: 0, index: 2 }, { run: 0, index: 1 });
  await heard.until(
    () => String(heard.epochs) === '2,1' && /later/.test(heard.last?.comparison?.reasons?.['growth'] ?? ''),
    'why not',
  );
});
