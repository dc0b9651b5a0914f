import { cpSync, existsSync, readdirSync, readFileSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { beforeAll, describe, expect, it } from 'vitest';
import { analyzeRun } from '../../../src/jobs/analyzeRun.js';
import { noStore } from '../../../src/jobs/measureCache.js';
import { Random, unit } from '../../../src/morphology/random.js';
import { keptEpochs } from '../../../src/training/keptEpochs.js';
import { readRunDocument } from '../../../src/training/runDocument.js';
import { builtPool } from '../../support/builtPool.js';
import { cli } from '../../support/cli.js';
import { scratchFolder } from '../../support/scratch.js';
import { filesOf } from '../../support/trainCli.js';

/** Long enough on this machine to be killed in the middle, short enough to be begun twenty times. */
const SMALL = ['--layers', '6x3', '--epochs', '4000', '--seed', '7'];
const KILLS = Number(process.env['MORPHOSCOPE_KILLS'] ?? 20);
const KILL_WITHIN_MS = 1200;

const scratch = scratchFolder();
const at = (name: string): string => join(scratch, name);
const train = (...args: readonly string[]) => cli(['train', ...args]);

beforeAll(async () => {
  const { code, stderr } = await train(...SMALL, '--out', at('whole'));
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
}, 60_000);

/** Resumes, or begins anew where nothing was saved yet. */
async function goOn(folder: string): Promise<void> {
  const where = existsSync(join(folder, 'run.json')) ? ['--resume', folder] : [...SMALL, '--out', folder];
  const { code, stderr } = await train(...where);
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
}

describe('a training', () => {
  it('gives the same bytes twice', async () => {
    await train(...SMALL, '--out', at('again'));
    expect(filesOf(at('again'))).toEqual(filesOf(at('whole')));
  });

  it('stopped and resumed ends as one that never was', async () => {
    const folder = at('stopped');
    const { code, stderr } = await cli(['train', ...SMALL, '--out', folder], (child) => {
      void whenThere(join(folder, 'state.bin')).then(() => child.kill('SIGINT'));
    });
    expect(code).toBe(130);
    expect(stderr).toMatch(/^Stopped after epoch \d+ of 4000; go on with: morphoscope train --resume /);
    expect(readRunDocument(folder).status).toBe('stopped');
    expect(existsSync(join(folder, 'run.lock'))).toBe(false);
    await goOn(folder);
    expect(filesOf(folder)).toEqual(filesOf(at('whole')));
  }, 60_000);

  it(
    `killed at ${KILLS} random moments and resumed ends as one that never was`,
    async () => {
      const random = new Random(2025);
      for (let kill = 0; kill < KILLS; kill++) {
        const folder = at(`killed-${kill}`);
        const delay = unit(random) * KILL_WITHIN_MS;
        await cli(['train', ...SMALL, '--out', folder], (child) => {
          void setTimeout(delay).then(() => child.kill('SIGKILL'));
        });
        await goOn(folder);
        expect(readdirSync(folder).filter((name) => name.endsWith('.tmp'))).toEqual([]);
        expect(filesOf(folder), `killed after ${delay} ms`).toEqual(filesOf(at('whole')));
      }
    },
    KILLS * 15_000,
  );

  it('resumed when it is finished changes nothing and says so', async () => {
    const before = filesOf(at('whole'));
    const { code, stdout } = await train('--resume', at('whole'));
    expect(code).toBe(0);
    expect(stdout).toContain('nothing left to train');
    expect(filesOf(at('whole'))).toEqual(before);
  });

  it('whose epochs a power cut took begins anew and ends the same', async () => {
    const folder = at('cut');
    cpSync(at('whole'), folder, { recursive: true });
    truncateSync(join(folder, 'epoch-0003.h5'));
    await goOn(folder);
    expect(filesOf(folder)).toEqual(filesOf(at('whole')));
  });

  it('that diverges stops, says at which epoch, and keeps what was saved', async () => {
    const folder = at('diverged');
    const { code, stderr, stdout } = await train('--optimizer', 'sgd:100', '--init', 'uniform:0.5', '--out', folder);
    expect(code).toBe(0);
    expect(stderr).toMatch(/^The training diverged: the loss became (NaN|infinite) in epoch \d+\. .*\n$/);
    expect(stdout).toContain('diverged in epoch');
    const { status, note, checkpoints } = readRunDocument(folder);
    expect(status).toBe('diverged');
    expect(stderr.trim()).toBe(note);
    expect(checkpoints.every(({ file }) => existsSync(join(folder, file)))).toBe(true);
    expect(readFileSync(join(folder, 'metrics.csv'), 'utf8').trim().split('\n').at(-1)).toMatch(/nan|inf/);
  });
});

describe('the reference network', () => {
  it('forms a channel in 500 epochs, and the analysis reads all of it', async () => {
    const folder = at('reference');
    const { code, stdout } = await train('--seed', '6', '--export', 'tfjs', '--out', folder);
    expect(code).toBe(0);
    const accuracy = Number(/accuracy ([\d.]+)/.exec(stdout)?.[1]);
    expect(accuracy).toBeGreaterThan(0.9);
    expect(existsSync(join(folder, 'export/tfjs/model.json'))).toBe(true);
    const pool = builtPool();
    try {
      const request = { paths: [folder], prune: 'mean', data: null } as const;
      const run = await analyzeRun(pool, request, { store: noStore });
      expect(run.failed).toEqual([]);
      expect(run.measured.map((entry) => entry?.report.epoch)).toEqual(keptEpochs(500, 'thin'));
      expect(run.measured[0]?.report.structure.formed).toBe(false);
      const last = run.measured.at(-1)?.report;
      expect(last?.structure.formed).toBe(true);
      expect(last?.inOutCorrelation.r).toBeGreaterThan(0.8);
    } finally {
      pool.dispose();
    }
  }, 60_000);
});

describe('tables of the user', () => {
  it('are trained on, also when they are smaller than a batch', async () => {
    const table = at('table.csv');
    writeFileSync(table, Array.from({ length: 40 }, (_, i) => `${i / 40},${(i * 7) % 5},${i / 8}`).join('\n'));
    const { code, stdout } = await train('--dataset', table, '--epochs', '3', '--out', at('table'));
    expect(code).toBe(0);
    expect(stdout).toMatch(/^3 epochs, loss .*R² /);
  });
});

async function whenThere(path: string): Promise<void> {
  while (!existsSync(path)) await setTimeout(10);
}
