import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { FigureLines } from '../../../src/cli/figureLines.js';
import { progressBar } from '../../../src/cli/progress.js';
import { PartlyDoneError } from '../../../src/cli/usage.js';
import { FIGURE_IDS } from '../../../src/protocol/figure.js';
import { acquireRunLock } from '../../../src/training/runLock.js';
import { cli } from '../../support/cli.js';
import { scratchFolder } from '../../support/scratch.js';
import { filesOf } from '../../support/trainCli.js';

const scratch = scratchFolder();
const at = (name: string): string => join(scratch, name);
const cache = process.env['XDG_CACHE_HOME'];

// Nothing of this machine is found, and nothing is left behind.
beforeAll(() => {
  process.env['XDG_CACHE_HOME'] = at('cache');
});
afterAll(() => {
  if (cache === undefined) delete process.env['XDG_CACHE_HOME'];
  else process.env['XDG_CACHE_HOME'] = cache;
});

describe('bad usage: 2, one sentence, and no folder left behind', () => {
  test.each([
    [['9z']],
    [['2e,']],
    [['2e', '2f']],
    [['2e', '--datasets', 'moon']],
    [['2e', '--networks', '100001']],
    [['2e', '--networks', '-1']],
    [['2e', '--workers', '0']],
    [['2e', '--seed', 'x']],
    [['2e', '--epochs', '5']],
    [[]],
  ])('%j', async (args) => {
    const { code, stdout, stderr } = await cli(['reproduce', ...args, '--out', at('unused')]);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr.trim().split('\n')).toHaveLength(1);
    expect(existsSync(at('unused'))).toBe(false);
  });

  test('an unknown figure is answered with all there are', async () => {
    const { stderr } = await cli(['reproduce', '2z', '--out', at('unused')]);
    for (const id of FIGURE_IDS) expect(stderr).toContain(` ${id}`);
  });

  test.each([
    [['2e', '--networks', '-3'], /^--networks takes a whole number from 0, not "-3"\.$/],
    [['2e', '--seed', '-1'], /^--seed takes a whole number from 0, not "-1"\.$/],
    [['all,9z'], /^There is no figure "9z"/],
    [['2b, 9z'], /^There is no figure "9z"; take all or of /],
  ])('%j is told what is allowed', async (args, sentence) => {
    const { code, stderr } = await cli(['reproduce', ...args, '--out', at('unused')]);
    expect(code).toBe(2);
    expect(stderr.trim()).toMatch(sentence);
  });

  test('no folder', async () => {
    const { code, stderr } = await cli(['reproduce', '2e']);
    expect(code).toBe(2);
    expect(stderr).toContain('--out DIR');
  });
});

const asked = ['reproduce', 'text', '--datasets', 'clusters', '--networks', '1', '--workers', '2'];

test('figures are written with their pictures; a second run trains nothing and writes the same', async () => {
  const first = await cli([...asked, '--out', at('first')]);
  expect(first.stderr).toMatch(/^2 networks trained, 0 found; what was made is in /);
  expect(first.code).toBe(0);
  expect(first.stdout).toMatch(/^text {2}undecided {2}\S.+\n {4}One of the two kinds of networks .+ is missing.+\n$/);
  expect(Object.keys(filesOf(at('first'))).sort()).toEqual([
    'figure-text.json',
    'figure-text.svg',
    'plan.json',
    'reproduction.md',
  ]);
  expect(readFileSync(at('first/reproduction.md'), 'utf8')).toContain('](figure-text.svg)');
  const again = await cli([...asked, '--workers', '1', '--out', at('again')]);
  expect(again.stderr).toMatch(/^0 networks trained, 2 found/);
  expect(filesOf(at('again'))).toEqual(filesOf(at('first')));
}, 120_000);

test('a cache folder that cannot be used: 3 before any training, one sentence with the folder and the remedy', async () => {
  const usual = process.env['XDG_CACHE_HOME'];
  writeFileSync(at('file'), '');
  process.env['XDG_CACHE_HOME'] = at('file');
  const { code, stdout, stderr } = await cli([...asked, '--out', at('uncached')]).finally(() => {
    process.env['XDG_CACHE_HOME'] = usual;
  });
  expect({ code, stdout }).toEqual({ code: 3, stdout: '' });
  expect(stderr.trim().split('\n')).toHaveLength(1);
  expect(stderr).toContain(`The cache folder ${at('file/morphoscope/networks')}`);
  expect(stderr).toContain('XDG_CACHE_HOME');
  expect(existsSync(at('uncached'))).toBe(false);
}, 60_000);

test.each([
  [2, 0, '2 of 2 figures could not be made. 3 networks trained, 1 found; what was made is in out/reproduction.md.'],
  [0, 1, '1 network could not be trained. 3 networks trained, 1 found; what was made is in out/reproduction.md.'],
])('%i figures or %i networks that could not be made are no success', (figures, failed, sentence) => {
  const result = {
    status: 'finished',
    documents: [],
    networks: { trained: 3, found: 1, failed },
    seconds: 1,
    notes: [],
  } as const;
  expect(() => new FigureLines(figures, progressBar()).end(result, 'out')).toThrow(new PartlyDoneError(sentence));
});

test('another plan in the folder, or an edited one: 3, with file and remedy', { timeout: 120_000 }, async () => {
  const other = await cli([...asked, '--seed', '2', '--out', at('first')]);
  expect(other.code).toBe(3);
  expect(other.stderr).toMatch(/^first\/plan\.json was made with the seed 1, not 2; .+delete plan\.json/);
  const plan = readFileSync(at('again/plan.json'), 'utf8');
  writeFileSync(at('again/plan.json'), plan.replace('"seed": 1', '"seed": 2'));
  const edited = await cli([...asked, '--seed', '2', '--out', at('again')]);
  expect(edited.code).toBe(3);
  expect(edited.stderr).toMatch(/^again\/plan\.json was edited/);
});

test('a folder in use: 2, and no word of a training', async () => {
  const lock = acquireRunLock(at('held'));
  const { code, stderr } = await cli(['reproduce', 's2', '--out', at('held')]);
  lock.release();
  expect(code).toBe(2);
  expect(stderr).toMatch(
    new RegExp(`^held is in use by process ${process.pid} on .+; stop that or choose another folder`),
  );
  expect(stderr).not.toContain('train');
});

test('a file where a folder is needed: 3, named', { timeout: 60_000 }, async () => {
  writeFileSync(at('taken'), '');
  // With all figures named twice over it is still all of them, with a blank or without.
  const { code, stderr } = await cli(['reproduce', 'all, 2b', '--datasets', 'clusters', '--out', at('taken')]);
  expect(code).toBe(3);
  expect(stderr.trim()).toBe(`${at('taken')} is a file, where a folder of that name is needed; choose another folder.`);
});

test('original files that are missing: 3, naming them', { timeout: 60_000 }, async () => {
  const args = ['reproduce', '2e', '--datasets', 'mnist', '--data-dir', scratch, '--out', at('mnist')];
  const { code, stderr } = await cli(args);
  expect(code).toBe(3);
  expect(stderr).toContain('train-images');
  expect(existsSync(at('mnist'))).toBe(false);
});

test('interrupted: 130, and the same command goes on', async () => {
  const args = ['reproduce', '2f', '--datasets', 'clusters', '--workers', '1', '--out', at('stopped')];
  const stopped = await cli(args, (child) => {
    void whenThere(at('stopped/plan.json')).then(() => child.kill('SIGINT'));
  });
  expect(stopped.code).toBe(130);
  expect(stopped.stderr).toMatch(/go on with the same command/);
  expect(existsSync(at('stopped/run.lock'))).toBe(false);
}, 60_000);

test('a figure is told as soon as it is made, not when all are', async () => {
  const args = ['reproduce', 's2,2f', '--datasets', 'clusters', '--workers', '1', '--out', at('told')];
  const stopped = await cli(args, (child) => {
    child.stdout?.once('data', () => child.kill('SIGINT'));
  });
  expect(stopped.code).toBe(130);
  expect(stopped.stdout).toMatch(/^s2 {2}\S.+\n$/);
}, 60_000);

test('a reader that leaves early stops nothing: the results are files', async () => {
  const out = at('unread');
  const { code } = await cli(['reproduce', 's2,2b,2b', '--workers', '1', '--out', out], (child) => {
    child.stdout?.once('data', () => child.stdout?.destroy());
  });
  expect(code).toBe(0);
  expect(existsSync(join(out, 'figure-2b.json'))).toBe(true);
  expect(existsSync(join(out, 'reproduction.md'))).toBe(true);
}, 120_000);

async function whenThere(path: string): Promise<void> {
  while (!existsSync(path)) await setTimeout(20);
}
