import { cpSync, existsSync, readdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { beforeAll, describe, expect, it } from 'vitest';
import { Random, unit } from '../../../src/morphology/random.js';
import { networkFolder, networkSeeds } from '../../../src/training/ensemble.js';
import { parseSummary } from '../../../src/training/ensembleSummary.js';
import { readRunDocument } from '../../../src/training/runDocument.js';
import { cli } from '../../support/cli.js';
import { scratchFolder } from '../../support/scratch.js';
import { filesBelow, filesOf } from '../../support/trainCli.js';

/** Small networks, several of them done before and after any kill. */
const SMALL = ['--layers', '6x3', '--epochs', '1200', '--seed', '7'];
const NETWORKS = 6;
const ENSEMBLE = [...SMALL, '--networks', String(NETWORKS)];
const KILLS = Number(process.env['MORPHOSCOPE_ENSEMBLE_KILLS'] ?? 6);
const KILL_WITHIN_MS = 1800;

const scratch = scratchFolder();
const at = (name: string): string => join(scratch, name);
const train = (...args: readonly string[]) => cli(['train', ...args]);
const rows = (folder: string) =>
  parseSummary(readFileSync(join(folder, 'summary.csv'), 'utf8'), 'labels', networkSeeds(7, NETWORKS), 'summary.csv');

/** Resumes with some other number of workers, or begins anew where nothing was saved yet. */
async function goOn(folder: string, workers: number): Promise<void> {
  const where = existsSync(join(folder, 'run.json')) ? ['--resume', folder] : [...ENSEMBLE, '--out', folder];
  const { code, stderr } = await train(...where, '--workers', String(workers));
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
}

beforeAll(async () => {
  const { code, stderr, stdout } = await train(...ENSEMBLE, '--workers', '2', '--out', at('whole'));
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  expect(stdout).toMatch(/^6 networks of 1200 epochs, median accuracy [\d.]+, .* epochs a second\); in .*summary\.csv/);
}, 60_000);

describe('an ensemble', () => {
  it('keeps the first and the last weights of each network, and a row of each', () => {
    const files = Object.keys(filesBelow(at('whole'))).sort();
    const each = Array.from({ length: NETWORKS }, (_, i) => networkFolder(i));
    expect(files).toEqual([
      ...each.flatMap((folder) => [`${folder}/epoch-0000.h5`, `${folder}/epoch-1200.h5`]),
      'run.json',
      'summary.csv',
    ]);
    const summary = rows(at('whole'));
    expect(summary.map(({ network }) => network)).toEqual([0, 1, 2, 3, 4, 5]);
    expect(summary.every(({ status, epochs }) => status === 'finished' && epochs === 1200)).toBe(true);
    expect(readRunDocument(at('whole'))).toMatchObject({ networks: NETWORKS, keep: 'ends', status: 'finished' });
  });

  it('begins with the network that is trained alone with its seed', async () => {
    await train(...SMALL, '--out', at('alone'));
    const first = filesOf(join(at('whole'), 'network-0000'));
    const alone = filesOf(at('alone'));
    for (const [name, bytes] of Object.entries(first)) expect(bytes === alone[name], name).toBe(true);
    const last = readFileSync(join(at('alone'), 'metrics.csv'), 'utf8')
      .trim()
      .split('\n')
      .at(-1)
      ?.split(',');
    const row = rows(at('whole'))[0];
    expect([row?.loss, row?.valLoss, row?.valScore].map(String)).toEqual([last?.[1], last?.[3], last?.[4]]);
  });

  it.each([1, 3, 8])('gives the same bytes with %d workers', async (workers) => {
    await train(...ENSEMBLE, '--workers', String(workers), '--out', at(`workers-${workers}`));
    expect(filesBelow(at(`workers-${workers}`))).toEqual(filesBelow(at('whole')));
  });

  it('keeps more epochs when asked', async () => {
    const folder = at('thin');
    await train(...SMALL, '--epochs', '30', '--networks', '2', '--keep', 'thin', '--out', folder);
    expect(readdirSync(join(folder, 'network-0001'))).toContain('epoch-0007.h5');
    expect((await cli(['analyze', join(folder, 'network-0001'), '--epoch', '7'])).code).toBe(0);
  });

  it('stopped and resumed ends as one that never was', async () => {
    const folder = at('stopped');
    const { code, stderr } = await cli(['train', ...ENSEMBLE, '--workers', '2', '--out', folder], (child) => {
      void whenThere(join(folder, 'summary.csv')).then(() => child.kill('SIGINT'));
    });
    expect(code).toBe(130);
    expect(stderr).toMatch(/^Stopped after \d of 6 networks; go on with: morphoscope train --resume /);
    expect(readRunDocument(folder).status).toBe('stopped');
    expect(existsSync(join(folder, 'run.lock'))).toBe(false);
    await goOn(folder, 3);
    expect(filesBelow(folder)).toEqual(filesBelow(at('whole')));
  }, 60_000);

  it(
    `killed at ${KILLS} random moments and resumed with other workers ends as one that never was`,
    async () => {
      const random = new Random(2026);
      for (let kill = 0; kill < KILLS; kill++) {
        const folder = at(`killed-${kill}`);
        const delay = unit(random) * KILL_WITHIN_MS;
        await cli(['train', ...ENSEMBLE, '--workers', '2', '--out', folder], (child) => {
          void setTimeout(delay).then(() => child.kill('SIGKILL'));
        });
        await goOn(folder, 1 + (kill % 3));
        expect(filesBelow(folder), `killed after ${delay} ms`).toEqual(filesBelow(at('whole')));
      }
    },
    KILLS * 15_000,
  );

  it('trains no network again that is done', async () => {
    const folder = at('again');
    cpSync(at('whole'), folder, { recursive: true });
    const { stdout } = await train('--resume', folder);
    expect(stdout).toContain('nothing left to train');
    expect(filesBelow(folder)).toEqual(filesBelow(at('whole')));
    const lines = readFileSync(join(folder, 'summary.csv'), 'utf8').split('\n');
    writeFileSync(join(folder, 'summary.csv'), lines.filter((line) => !line.startsWith('3,')).join('\n'));
    // Its weights too make a network one that is done: here one's are cut short, another's are gone.
    truncateSync(join(folder, 'network-0004/epoch-1200.h5'));
    rmSync(join(folder, 'network-0005'), { recursive: true });
    expect((await train('--resume', folder)).stdout).toMatch(/epochs a second/);
    expect(filesBelow(folder)).toEqual(filesBelow(at('whole')));
  });

  it('goes on where a network diverges, and says which did', async () => {
    const folder = at('diverged');
    const wild = ['--optimizer', 'sgd:1', '--init', 'normal:1', '--layers', '6x3', '--epochs', '10'];
    const { code, stderr, stdout } = await train(...wild, '--networks', '8', '--seed', '7', '--out', folder);
    const summary = parseSummary(
      readFileSync(join(folder, 'summary.csv'), 'utf8'),
      'labels',
      networkSeeds(7, 8),
      'summary.csv',
    );
    const diverged = summary.filter(({ status }) => status === 'diverged');
    expect(summary).toHaveLength(8);
    expect(diverged.length).toBeGreaterThan(0);
    expect(code).toBe(0);
    expect(stdout).toMatch(/^8 networks of 10 epochs/);
    expect(stderr).toBe(
      `${diverged.length} of 8 networks diverged; summary.csv names them and the epoch they reached.\n`,
    );
    for (const { network, epochs, loss } of diverged) {
      expect(Number.isFinite(loss)).toBe(true);
      const name = `epoch-${String(epochs).padStart(4, '0')}.h5`;
      expect(existsSync(join(folder, networkFolder(network), name))).toBe(true);
    }
  });
});

describe('an ensemble refuses, in one sentence', () => {
  it.each([
    [['--networks', '0'], '--networks takes a whole number from 1'],
    [['--networks', '200000'], '--networks takes at most 100000'],
    [['--networks', '2', '--workers', '0'], '--workers takes a whole number from 1'],
    [['--workers', '2'], '--workers goes with --networks'],
    [['--networks', '2', '--export', 'tfjs'], '--export goes with one network'],
  ])('%j', async (args, sentence) => {
    const { code, stderr } = await train(...args, '--out', at('unused'));
    expect(code).toBe(2);
    expect(stderr).toContain(sentence);
    expect(stderr.trim().split('\n')).toHaveLength(1);
    expect(existsSync(at('unused'))).toBe(false);
  });

  it('another number of networks, another configuration, a folder with a run, a damaged table', async () => {
    const whole = at('whole');
    const refused = async (args: readonly string[], code: number, sentence: string): Promise<void> => {
      const result = await train(...args);
      expect(result).toMatchObject({ code, stdout: '', stderr: expect.stringContaining(sentence) as string });
      expect(result.stderr.trim().split('\n')).toHaveLength(1);
    };
    await refused(['--resume', whole, '--networks', '7'], 2, 'another configuration (networks)');
    await refused(['--resume', whole, '--batch', '7'], 2, 'another configuration (batch)');
    await refused(['--resume', whole, '--keep', 'all'], 2, '--keep ends');
    await refused([...ENSEMBLE, '--out', whole], 2, 'holds a run already');
    await train(...SMALL, '--epochs', '2', '--out', at('single'));
    await refused(['--resume', at('single'), '--networks', '2', '--keep', 'thin'], 2, '(networks)');
    cpSync(whole, at('damaged'), { recursive: true });
    writeFileSync(join(at('damaged'), 'summary.csv'), 'network,seed\n0,7\n');
    await refused(['--resume', at('damaged')], 3, 'summary.csv of damaged was changed or damaged in line 1');
    expect(readFileSync(join(at('damaged'), 'summary.csv'), 'utf8')).toBe('network,seed\n0,7\n');
  }, 60_000);
});

async function whenThere(path: string): Promise<void> {
  while (!existsSync(path)) await setTimeout(10);
}
