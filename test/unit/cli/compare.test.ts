import { copyFileSync, cpSync, existsSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test, vi } from 'vitest';
import type { Comparison } from '../../../src/protocol/comparison.js';
import { cli } from '../../support/cli.js';
import { fixtures } from '../../support/golden.js';
import { differences } from '../../support/goldenDifferences.js';
import { scratchFolder } from '../../support/scratch.js';

// Each test starts the program several times; a busy machine takes its time.
vi.setConfig({ testTimeout: 120_000 });
const folder = scratchFolder();
const SAMPLE = 'samples/reference-run';
const fixture = (path: string): string => `test/fixtures/${path}`;
const goldenPair = (name: string): unknown =>
  (JSON.parse(readFileSync(join(fixtures, 'golden-comparisons', `${name}.json`), 'utf8')) as Record<string, unknown>)[
    'comparison'
  ];

async function comparison(...args: readonly string[]): Promise<Comparison & { readonly stderr: string }> {
  const { code, stdout, stderr } = await cli(['compare', ...args, '--json', '-']);
  expect({ code, stderr }).toEqual({ code: 0, stderr: expect.any(String) as string });
  return { ...(JSON.parse(stdout) as Comparison), stderr };
}

describe('compare', () => {
  test('writes the numbers of numpy for two epochs of the sample run', async () => {
    const got = await comparison(`${SAMPLE}@0`, SAMPLE);
    expect(got.schema).toBe('morphoscope/comparison@1');
    expect([got.a, got.b]).toEqual([
      { path: `${SAMPLE}@0`, epoch: 0, format: 'keras-h5' },
      { path: SAMPLE, epoch: 350, format: 'keras-h5' },
    ]);
    expect(differences(goldenPair('sample-start-to-end'), got)).toEqual([]);
    expect(got.permutation).toMatchObject({ applied: false, layers: [] });
    expect(got.permutation.why).toContain('one run');
    expect(got.stderr).toBe('');
  });

  test('compares up to eight with the first, one pair a row of every table', async () => {
    const csv = join(folder, 'new', 'tables');
    const html = join(folder, 'new', 'comparison.html');
    const run = fixture('runs/in-checkpoints');
    const others = [`${run}@1`, `${run}@2`, fixture('keras2/regression/regression.h5')];
    const { code, stdout } = await cli(['compare', `${run}@0`, ...others, '--csv', csv, '--html', html]);
    expect({ code, stdout }).toEqual({ code: 0, stdout: '' });
    expect(readdirSync(csv).sort()).toEqual([
      'growth.csv',
      'histograms.csv',
      'layers.csv',
      'matrices.csv',
      'permutation.csv',
      'summary.csv',
    ]);
    const lines = readFileSync(join(csv, 'summary.csv'), 'utf8').trim().split('\r\n');
    expect(lines.map((line) => line.split(',')[2])).toEqual(['b', ...others]);
    const page = readFileSync(html, 'utf8');
    expect(page).toContain('morphoscope-compared');
    expect(page).not.toMatch(/(src|href)="https?:/);
  });

  test('prints a table of at most 100 columns where no output is asked for', async () => {
    const { code, stdout } = await cli(['compare', `${SAMPLE}@0`, SAMPLE]);
    expect(code).toBe(0);
    expect(stdout).toContain('Relative change 9.435 · cosine 0.1641 · sign flips 24.65 %');
    // Each matrix in the same unit.
    expect(stdout).toMatch(/^hidden_1 +19\.46 +0\.04271 +48 % /m);
    expect(Math.max(...stdout.split('\n').map((line) => line.length))).toBeLessThanOrEqual(100);
  });

  test('matches nodes between different runs, and leaves them as stored where it is told to', async () => {
    const runs = [fixture('runs/keras2-h5'), fixture('runs/keras3-keras')];
    const matched = await comparison(...runs);
    expect(matched.permutation.applied).toBe(true);
    expect(matched.layers.every(({ channelOverlap }) => channelOverlap?.p === null)).toBe(true);
    const stored = await comparison(...runs, '--match', 'off');
    expect(stored.permutation).toMatchObject({ applied: false, layers: [] });
    expect(differences(goldenPair('two-runs'), stored)).toEqual([]);
  });

  test('compares activations where there is data', async () => {
    const got = await comparison(`${SAMPLE}@2`, `${SAMPLE}@3`, '--data', `${SAMPLE}/data.npy`);
    for (const layer of got.layers) {
      expect(layer.embeddingDimensionA).toEqual(expect.any(Number));
      expect(layer.cka ?? 0).toBeGreaterThan(0);
    }
  });
});

describe('bad input', () => {
  test('the same file twice: it says so, and nothing has changed', async () => {
    const got = await comparison(`${SAMPLE}/epoch-0350.h5`, SAMPLE);
    expect(got.notes).toEqual(['Both sides are the same file, so nothing has changed.']);
    expect(got.summary).toEqual({ relativeChange: 0, cosine: 1, signFlips: 0 });
    expect(differences(goldenPair('same-file'), got)).toEqual([]);
  });

  test('NaN on one side: nulls with reasons, and one line says where', async () => {
    const got = await comparison(fixture('keras2/regression/regression.h5'), fixture('sick/nan.h5'), '--match', 'off');
    expect(differences(goldenPair('nan'), got)).toEqual([]);
    expect(got.summary.reasons?.['relativeChange']).toContain('dense_2');
    expect(got.notes.join(' ')).toContain('Side b');
    expect(got.stderr.trim().split('\n')).toEqual(['Attention: values of dense_2 are NaN or infinite.']);
  });

  test.each([
    [[fixture('sick/truncated.h5'), SAMPLE], 'truncated.h5'],
    [[SAMPLE, fixture('sick/truncated.h5')], 'truncated.h5'],
    [[SAMPLE, 'nowhere.h5'], 'nowhere.h5'],
    [[SAMPLE, SAMPLE, fixture('sick/nothing-readable')], 'nothing-readable'],
    [[`${fixture('sick/one-epoch-truncated')}@2`, SAMPLE], 'epoch-0002.h5'],
    [[SAMPLE, fixture('sick/two-architectures-equal')], 'two-architectures-equal'],
  ])('%j: 3, and one sentence names the side that cannot be read', async (args, name) => {
    const { code, stdout, stderr } = await cli(['compare', ...args]);
    expect({ code, stdout }).toEqual({ code: 3, stdout: '' });
    expect(stderr.trim().split('\n')).toHaveLength(1);
    expect(stderr).toContain(name);
  });

  test('two files of one name: the one that cannot be read is named with its folder', async () => {
    const [good, bad] = [join(folder, 'good'), join(folder, 'bad')];
    for (const [into, from] of [
      [good, 'keras2/regression/regression.h5'],
      [bad, 'sick/truncated.h5'],
    ] as const) {
      mkdirSync(into);
      copyFileSync(fixture(from), join(into, 'model.h5'));
    }
    const { code, stderr } = await cli(['compare', join(good, 'model.h5'), join(bad, 'model.h5')]);
    expect(code).toBe(3);
    expect(stderr).toContain(join(bad, 'model.h5'));
  });

  test('two files of a folder that is no run are compared in a page too', async () => {
    const html = join(folder, 'unlike.html');
    const [a, b] = ['epoch-0000.h5', 'epoch-0001.h5'].map((name) => fixture(`sick/two-architectures-equal/${name}`));
    const { code, stderr } = await cli(['compare', a ?? '', b ?? '', '--html', html]);
    expect({ code, stderr }).toEqual({ code: 0, stderr: `Written: ${html}\n` });
    expect(readFileSync(html, 'utf8')).toContain('there is nothing to compare');
  });

  test('two architectures of one folder are no epochs of one run', async () => {
    const [a, b] = ['epoch-0000.h5', 'epoch-0001.h5'].map((name) => fixture(`sick/two-architectures-equal/${name}`));
    const got = await comparison(a ?? '', b ?? '');
    expect(got.permutation).toEqual({
      applied: false,
      layers: [],
      why: 'The two sides have no hidden layer in common.',
    });
  });

  test('an epoch that is not there: 2, and those that are', async () => {
    const { code, stderr } = await cli(['compare', `${SAMPLE}@12`, SAMPLE]);
    expect(code).toBe(2);
    expect(stderr).toContain('0 to 10, 15, 20, 30, 50, 75, 100, 150, 200, 275, 350');
  });

  test.each([
    [['compare', SAMPLE]],
    [['compare', ...new Array<string>(9).fill(SAMPLE)]],
    [['compare', SAMPLE, SAMPLE, '--match', 'some']],
    [['compare', `${SAMPLE}/epoch-0350.h5@3`, SAMPLE]],
  ])('%j is bad usage: 2 and one sentence', async (args) => {
    const { code, stdout, stderr } = await cli(args);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr.trim().split('\n')).toHaveLength(1);
  });

  test('names that differ only in case or hold Unicode, and an @ that belongs to a name', async () => {
    const names = ['Läufer@3', 'läufer 二', 'RUN', 'run'];
    // A file system that ignores case has one folder for two of them.
    const made = names.filter((name) => {
      const path = join(folder, name);
      if (existsSync(path)) return false;
      cpSync(fixture('runs/in-checkpoints'), path, { recursive: true });
      return true;
    });
    const got = await comparison(...made.map((name) => join(folder, name)));
    expect([got.b, ...got.more].map(({ path, epoch }) => [path, epoch])).toEqual(
      made.slice(1).map((name) => [join(folder, name), 2]),
    );
    expect(got.notes).toEqual(['The weight matrices that both sides have are the same; biases are not compared.']);
  });

  test('300 epochs in a run: the last one and any other', async () => {
    const run = join(folder, 'long');
    mkdirSync(run);
    const [first, last] = ['epoch-0000.h5', 'epoch-0005.h5'].map((name) => fixture(`runs/keras2-h5/${name}`));
    for (let epoch = 0; epoch < 300; epoch++) {
      copyFileSync((epoch < 299 ? first : last) ?? '', join(run, `epoch-${String(epoch).padStart(4, '0')}.h5`));
    }
    const got = await comparison(`${run}@150`, run);
    expect([got.a.epoch, got.b.epoch]).toEqual([150, 299]);
    expect(got.permutation.why).toContain('one run');
    expect(got.summary.relativeChange).toBeGreaterThan(0);
  });
});
