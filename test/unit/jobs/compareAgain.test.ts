import { copyFileSync, renameSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { CompareSession } from '../../../src/jobs/compareSession.js';
import { growthOf } from '../../../src/jobs/growthOf.js';
import type { AskGrowth } from '../../../src/jobs/growthQueue.js';
import { noStore } from '../../../src/jobs/measureCache.js';
import { builtPool } from '../../support/builtPool.js';
import { cli } from '../../support/cli.js';
import { fixtures } from '../../support/golden.js';
import { HeardComparison } from '../../support/heardComparison.js';
import { scratchFolder } from '../../support/scratch.js';

vi.setConfig({ testTimeout: 120_000 });

const pool = builtPool();
const folder = scratchFolder();
const at = (name: string): string => join(folder, name);
const askGrowth: AskGrowth = (pair, call) =>
  growthOf(resolve('dist/worker/growth.mjs'), { ...pair, cache: at('cache') }, call);
let heard = new HeardComparison();
let session: CompareSession;

beforeAll(async () => {
  copyFileSync(join(fixtures, 'training/growth.npy'), at('growth.npy'));
  const args = ['--dataset', at('growth.npy'), '--features', 'raw', '--layers', '8-7-9-6', '--init', 'uniform:0.35'];
  const settings = ['--optimizer', 'adam:0.003', '--epochs', '3', '--keep', 'all', '--seed', '5'];
  expect(await cli(['train', ...args, ...settings, '--out', at('run')])).toMatchObject({ code: 0 });
}, 120_000);
beforeEach(() => {
  heard = new HeardComparison();
});
afterEach(() => session.dispose());
afterAll(() => pool.dispose());

/** Two epochs of the run that was trained. */
function compare(ask: AskGrowth = askGrowth): Promise<void> {
  const targets = [1, 2].map((epoch) => ({ paths: [at(`run/epoch-000${epoch}.h5`)], file: null }));
  session = new CompareSession(pool, noStore, 'a ↔ b', targets, ask, heard);
  return session.start(null);
}

const growthReason = (): string => heard.last?.comparison?.reasons?.['growth'] ?? '';
const isPredicted = (): boolean => heard.last?.comparison?.growth != null;

/** Growth is refused because the training data is away, which is back afterwards. */
async function refused(): Promise<void> {
  renameSync(at('growth.npy'), at('elsewhere.npy'));
  try {
    await compare();
    await heard.until(() => growthReason().includes('growth.npy'), 'a refusal');
  } finally {
    renameSync(at('elsewhere.npy'), at('growth.npy'));
  }
}

test('no answer is told twice', async () => {
  await compare();
  await heard.until(isPredicted, 'growth');
  session.refresh();
  await heard.until(() => heard.rests(), 'rest');
  const answers = heard.answers.map((answer) => JSON.stringify(answer));
  expect(new Set(answers).size).toBe(answers.length);
});

test('growth that was refused is predicted when what kept it from that has changed', async () => {
  await refused();
  session.filesChanged(false);
  await heard.until(isPredicted, 'growth');
});

test('growth that was refused is asked for again when its pair is chosen again', async () => {
  await refused();
  session.choose({ run: 0, index: 2 }, { run: 0, index: 1 });
  await heard.until(() => growthReason().includes('later epoch'), 'no growth backwards');
  session.choose({ run: 0, index: 1 }, { run: 0, index: 2 });
  await heard.until(isPredicted, 'growth');
});

test('a cancelled prediction says so, and is made when it is asked for again', async () => {
  let asked = 0;
  await compare((pair, call) => {
    const answer = askGrowth(pair, call);
    if (++asked === 1) session.cancel();
    return answer;
  });
  await heard.until(() => growthReason().includes('cancelled'), 'the word');
  expect(heard.rests()).toBe(true);
  session.refresh();
  await heard.until(isPredicted, 'growth');
  expect(asked).toBe(2);
});

test('a cancelled comparison is no longer at work, and goes on when it is asked for again', async () => {
  heard.checkpoint = () => {
    if (heard.views.at(-1)?.isPaused === false && heard.last === undefined) session.cancel();
  };
  await compare();
  await heard.until(() => heard.views.at(-1)?.isPaused === true && heard.rests(), 'a cancel');
  expect(heard.last).toBeUndefined();
  heard.checkpoint = () => undefined;
  session.refresh();
  await heard.untilCompared(1, 2);
  expect(heard.views.at(-1)?.isPaused).toBe(false);
});
