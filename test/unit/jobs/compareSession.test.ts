import { copyFileSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { CompareSession, type CompareListener } from '../../../src/jobs/compareSession.js';
import { growthOf } from '../../../src/jobs/growthOf.js';
import type { AskGrowth } from '../../../src/jobs/growthQueue.js';
import { noStore } from '../../../src/jobs/measureCache.js';
import type { WorkerPool } from '../../../src/jobs/pool.js';
import type { CompareView } from '../../../src/protocol/comparePanel.js';
import type { AnalysisWorker } from '../../../src/protocol/worker.js';
import { builtPool } from '../../support/builtPool.js';
import { cli } from '../../support/cli.js';
import { fixtures } from '../../support/golden.js';

vi.setConfig({ testTimeout: 90_000 });

const RUN = 'test/fixtures/runs/keras2-h5';
const askGrowth: AskGrowth = (pair, call) =>
  growthOf(resolve('dist/worker/growth.mjs'), { ...pair, cache: join(folder, 'cache') }, call);
type Answer = Parameters<CompareListener['compared']>[0];

let pool: WorkerPool<AnalysisWorker>;
let folder = '';
let session: CompareSession;
let views: CompareView[] = [];
let answers: Answer[] = [];
let failures: string[] = [];
let checkpoints: string[] = [];

beforeAll(() => {
  pool = builtPool();
});
afterAll(() => pool.dispose());
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'compare-'));
  [views, answers, failures, checkpoints] = [[], [], [], []];
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
  session = new CompareSession(pool, noStore, 'a ↔ b', targets, askGrowth, {
    view: (view) => views.push(view),
    checkpoint: (run, index) => checkpoints.push(`${run}/${index}`),
    compared: (answer) => answers.push(answer),
    failure: (message, isNews) => failures.push(isNews ? message : `again: ${message}`),
    follows: () => undefined,
  });
  await session.start(null);
}

async function until(condition: () => boolean, what: string): Promise<void> {
  const end = Date.now() + 60_000;
  while (!condition()) {
    if (Date.now() > end) {
      throw new Error(
        `Never happened: ${what}. Last view: ${JSON.stringify([views.at(-1), answers.at(-1), failures])}`,
      );
    }
    await new Promise((done) => setTimeout(done, 20));
  }
}

const last = (): Answer | undefined => answers.at(-1);
const epochs = (): unknown => {
  const { comparison } = last() ?? {};
  return comparison == null ? null : [comparison.a.epoch, comparison.b.epoch];
};
const compared = (a: number, b: number): Promise<void> =>
  until(() => String(epochs()) === `${a},${b}`, `epoch ${a} compared with epoch ${b}`);
const rests = (): boolean => views.at(-1)?.activity === null;

test('two epochs of one folder: one run, measured in whole, compared as epochs of it', async () => {
  for (const epoch of [0, 1, 2, 3]) copy(epoch);
  await compare(join(folder, 'epoch-0001.h5'), join(folder, 'epoch-0003.h5'));
  await compared(1, 3);
  await until(rests, 'rest');
  const view = views.at(-1);
  expect(view?.runs.map(({ epochs: all }) => all.map(({ state }) => state))).toEqual([Array(4).fill('measured')]);
  expect([view?.a, view?.b]).toEqual([
    { run: 0, index: 1 },
    { run: 0, index: 3 },
  ]);
  expect(last()?.comparison?.permutation.applied).toBe(false);
  expect(last()?.changes?.segments).toHaveLength(1);
  expect(failures).toEqual([]);
});

test('the chosen epochs are measured first', async () => {
  for (const epoch of [0, 1, 2, 3, 4, 5]) copy(epoch);
  pool.dispose();
  pool = builtPool({ size: 1 });
  await compare(join(folder, 'epoch-0002.h5'), join(folder, 'epoch-0004.h5'));
  await compared(2, 4);
  await until(rests, 'rest');
  expect(checkpoints).toHaveLength(6);
  expect(checkpoints.slice(0, 2).sort()).toEqual(['0/2', '0/4']);
});

test('switching between measured epochs tells the view and the answer, and no checkpoint again', async () => {
  for (const epoch of [0, 1, 2, 3]) copy(epoch);
  await compare(join(folder, 'epoch-0000.h5'), join(folder, 'epoch-0003.h5'));
  await until(() => rests() && last()?.comparison != null, 'rest');
  const sent = checkpoints.length;
  session.choose({ run: 0, index: 2 }, { run: 0, index: 1 });
  expect([views.at(-1)?.a.index, views.at(-1)?.b.index]).toEqual([2, 1]);
  await compared(2, 1);
  session.choose({ run: 0, index: 1 }, { run: 0, index: 2 });
  await compared(1, 2);
  expect(checkpoints).toHaveLength(sent);
});

test('two runs, each with its epochs; matching can be switched off', async () => {
  const [one, two] = [join(folder, 'one'), join(folder, 'two')];
  for (const epoch of [1, 2]) {
    copy(epoch, one);
    copy(epoch, two);
  }
  await compare(one, join(two, 'epoch-0001.h5'));
  await compared(2, 1);
  expect(views.at(-1)?.runs.map(({ title }) => title)).toEqual(['one', 'two']);
  expect(last()?.comparison?.a.path).toBe('one/epoch-0002.h5');
  expect(last()?.comparison?.reasons?.['growth']).toContain('two epochs of one run');
  const before = answers.length;
  session.setMatch('off');
  await until(() => answers.length > before, 'another answer');
  expect(views.at(-1)?.match).toBe('off');
  expect(last()?.comparison?.permutation.applied).toBe(false);
});

test('another way to match is answered, also where it gives the same numbers', async () => {
  const [one, two] = [copy(1, join(folder, 'one')), copy(1, join(folder, 'two'))];
  await compare(one, two);
  await compared(1, 1);
  // No layer is wider than 2048 nodes.
  session.setMatch('all');
  const all = views.length;
  await until(() => rests() && views.length > all, 'rest');
  expect(views.at(-1)?.match).toBe('all');
  expect(answers).toHaveLength(2);
  expect(answers[1]).toEqual(answers[0]);
});

test('the same file twice: all zeros', async () => {
  copy(1);
  await compare(join(folder, 'epoch-0001.h5'), join(folder, 'epoch-0001.h5'));
  await compared(1, 1);
  expect(last()?.comparison?.summary).toMatchObject({ relativeChange: 0, signFlips: 0 });
  expect(last()?.comparison?.notes.join(' ')).toMatch(/same file/i);
});

test('more than two are each compared with the first', async () => {
  for (const epoch of [0, 1, 2, 3]) copy(epoch);
  await compare(...[0, 1, 2, 3].map((epoch) => join(folder, `epoch-000${epoch}.h5`)));
  await until(() => last()?.comparison?.more.length === 2, 'all compared');
  expect(last()?.comparison?.more.map(({ epoch }) => epoch)).toEqual([2, 3]);
  expect(views.at(-1)?.more.map(({ index }) => index)).toEqual([2, 3]);
});

test('one side that cannot be read is a sentence, and the other is still shown', async () => {
  copy(1);
  put(join(fixtures, 'sick/truncated.keras'), join(folder, 'best.keras'));
  await compare(join(folder, 'epoch-0001.h5'), join(folder, 'best.keras'));
  await until(() => rests() && last() !== undefined, 'an answer');
  expect(last()).toMatchObject({ comparison: null, changes: null });
  expect(last()?.error).toMatch(/best\.keras.*cut short/);
  expect(views.at(-1)?.failures).toEqual([null, last()?.error]);
  expect(checkpoints).toEqual(['0/0']);
  expect(failures).toEqual([]);
});

test('a damaged epoch of a run moves out of it', async () => {
  for (const epoch of [0, 1]) copy(epoch);
  put(join(fixtures, 'sick/truncated.h5'), join(folder, 'epoch-0002.h5'));
  await compare(join(folder, 'epoch-0001.h5'), join(folder, 'epoch-0002.h5'));
  await until(() => rests() && last() !== undefined, 'an answer');
  expect(last()?.error).toContain('epoch-0002.h5');
  const view = views.at(-1);
  expect(view?.runs[0]?.epochs).toHaveLength(2);
  expect(view?.failures[view.b.run]).toContain('epoch-0002.h5');
});

test('where neither can be read there is one sentence', async () => {
  await compare(join(folder, 'nowhere.h5'), join(folder, 'neither.h5'));
  await until(() => failures.length > 0, 'a failure');
  expect(failures).toEqual([expect.stringContaining('nowhere.h5')]);
  session.replay();
  expect(failures).toHaveLength(2);
  expect(views).toEqual([]);
});

test('a path that cannot even be looked at is a sentence', async () => {
  symlinkSync('circle.h5', join(folder, 'circle.h5'));
  await compare(copy(1), join(folder, 'circle.h5'));
  await until(() => failures.length > 0 || last()?.error != null, 'a sentence');
  expect(failures[0] ?? last()?.error).toContain('circle.h5');
});

test('a side that disappears stays on show, and is said to be gone', async () => {
  for (const epoch of [0, 1, 2]) copy(epoch);
  await compare(join(folder, 'epoch-0001.h5'), join(folder, 'epoch-0002.h5'));
  await until(() => rests() && last()?.comparison != null, 'rest');
  rmSync(join(folder, 'epoch-0001.h5'));
  session.refresh();
  await until(() => views.at(-1)?.a.run === 1, 'the side in a place of its own');
  expect(views.at(-1)?.runs[1]?.failed[0]?.reason).toContain('does not exist any more');
  expect(epochs()).toEqual([1, 2]);
  expect(last()?.a).toEqual({ run: 1, index: 0 });
});

test('a run that is being written is followed to its newest epoch', async () => {
  const [one, two] = [join(folder, 'one'), join(folder, 'two')];
  copy(1, one);
  copy(1, two);
  await compare(join(one, 'epoch-0001.h5'), two);
  await compared(1, 1);
  copy(2, two);
  session.filesChanged(true);
  await compared(1, 2);
  expect(views.at(-1)?.b).toEqual({ run: 1, index: 1 });
});

test('a page that loads anew is told everything again', async () => {
  for (const epoch of [0, 1]) copy(epoch);
  await compare(join(folder, 'epoch-0000.h5'), join(folder, 'epoch-0001.h5'));
  await until(() => rests() && last()?.comparison != null, 'rest');
  const [asked, told] = [checkpoints.length, answers.length];
  session.replay();
  expect(checkpoints.slice(asked)).toEqual(['0/0', '0/1']);
  expect(answers).toHaveLength(told + 1);
});

test('what was chosen is chosen again after a reload', async () => {
  for (const epoch of [0, 1, 2, 3]) copy(epoch);
  await compare(join(folder, 'epoch-0000.h5'), join(folder, 'epoch-0003.h5'));
  await compared(0, 3);
  session.choose({ run: 0, index: 1 }, { run: 0, index: 2 });
  const { choices } = session;
  session.dispose();
  const targets = [0, 3].map((epoch) => ({ paths: [join(folder, `epoch-000${epoch}.h5`)], file: null }));
  session = new CompareSession(pool, noStore, 'a ↔ b', targets, askGrowth, {
    view: (view) => views.push(view),
    checkpoint: () => undefined,
    compared: (answer) => answers.push(answer),
    failure: (message) => failures.push(message),
    follows: () => undefined,
  });
  await session.start(JSON.parse(JSON.stringify(choices)) as typeof choices);
  await compared(1, 2);
});

test('files of two architectures in one folder are compared by themselves', async () => {
  for (const epoch of [1, 2]) copy(epoch);
  put(join(fixtures, 'keras2/convnet/convnet.h5'), join(folder, 'epoch-0003.h5'));
  await compare(join(folder, 'epoch-0001.h5'), join(folder, 'epoch-0003.h5'));
  await until(() => rests() && last() !== undefined, 'an answer');
  expect(views.at(-1)?.runs.at(-1)?.title).toBe('epoch-0003.h5');
  expect(last()?.comparison?.onlyB.length).toBeGreaterThan(0);
});

test('sample data that does not fit is refused, and what is on show stays', async () => {
  for (const epoch of [0, 1]) copy(epoch);
  await compare(join(folder, 'epoch-0000.h5'), join(folder, 'epoch-0001.h5'));
  await until(() => rests() && last()?.comparison != null, 'rest');
  await expect(session.attachData(resolve('test/fixtures/data/data-12x2.npy'))).rejects.toMatchObject({
    reason: 'bad-data',
  });
  expect(views.at(-1)?.data).toBeNull();
  expect(epochs()).toEqual([0, 1]);
});

test('300 epochs', async () => {
  for (let epoch = 0; epoch < 300; epoch++) {
    put(`${RUN}/epoch-000${epoch % 6}.h5`, join(folder, `epoch-${String(epoch).padStart(4, '0')}.h5`));
  }
  writeFileSync(join(folder, 'notes.txt'), 'A long one.');
  await compare(join(folder, 'epoch-0001.h5'), join(folder, 'epoch-0299.h5'));
  await compared(1, 299);
  expect(views.at(-1)?.runs[0]?.epochs).toHaveLength(300);
});

test('growth is predicted for two epochs of a run that was trained here, after they are compared', async () => {
  const run = join(folder, 'trained');
  expect(await cli(['train', '--epochs', '3', '--keep', 'all', '--out', run])).toMatchObject({ code: 0 });
  await compare(join(run, 'epoch-0001.h5'), join(run, 'epoch-0002.h5'));
  await until(() => last()?.comparison?.growth != null, 'growth');
  expect(last()?.comparison?.growth?.pair).toEqual({ from: 1, to: 2 });
  expect(answers[0]?.comparison?.growth).toBeNull();
  await until(rests, 'rest');
  // The other way round it is no prediction.
  session.choose({ run: 0, index: 2 }, { run: 0, index: 1 });
  await until(
    () => String(epochs()) === '2,1' && /later/.test(last()?.comparison?.reasons?.['growth'] ?? ''),
    'why not',
  );
});
