import { spawnSync } from 'node:child_process';
import { chmodSync, copyFileSync, existsSync, mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Report } from '../../../src/protocol/report.js';
import { cli } from '../../support/cli.js';
import { golden } from '../../support/golden.js';
import { checkpointDifferences } from '../../support/goldenDifferences.js';

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'cli-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

const json = (text: string): Report => JSON.parse(text) as Report;
const fixture = (path: string): string => `test/fixtures/${path}`;

describe('analyze', () => {
  test('writes the report of the sample run, equal to the golden numbers', async () => {
    const { code, stdout, stderr } = await cli(['analyze', 'samples/reference-run', '--json', '-']);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    const report = json(stdout);
    expect(report.schema).toBe('morphoscope/report@1');
    expect(report.source.path).toBe('samples/reference-run');
    const expected = golden('reference-run').checkpoints;
    expect(report.source.epochs).toEqual(expected.map(({ epoch }) => epoch));
    report.checkpoints.forEach((checkpoint, index) => {
      expect(checkpoint.parameters).toBe(1111);
      const wanted = expected[index];
      if (wanted === undefined) throw new Error('an epoch too many');
      expect(checkpointDifferences(wanted, checkpoint)).toEqual([]);
    });
    expect(report.checkpoints.at(-1)?.structure.formed).toBe(true);
    expect(report.checkpoints[0]?.structure.formed).toBe(false);
  });

  test('prints a table where no output is asked for', async () => {
    const { code, stdout } = await cli(['analyze', 'samples/reference-run']);
    expect(code).toBe(0);
    expect(stdout).toContain('Channel formed');
    expect(Math.max(...stdout.split('\n').map((line) => line.length))).toBeLessThanOrEqual(100);
  });

  test('prunes at the median when asked to', async () => {
    const { stdout } = await cli([
      'analyze',
      'samples/reference-run',
      '--epoch',
      '350',
      '--prune',
      'median',
      '--json',
      '-',
    ]);
    const [checkpoint] = json(stdout).checkpoints;
    const expected = golden('reference-run').checkpoints.at(-1)?.accessibleMedian;
    expect(Object.fromEntries(checkpoint?.layers.map(({ name, accessible }) => [name, accessible]) ?? [])).toEqual(
      expected,
    );
  });

  test('writes CSV tables and an HTML report into places that do not exist yet', async () => {
    const csv = join(folder, 'new', 'tables');
    const html = join(folder, 'new', 'report.html');
    const { code, stdout, stderr } = await cli([
      'analyze',
      fixture('runs/in-checkpoints'),
      '--csv',
      csv,
      '--html',
      html,
    ]);
    expect(stderr).toBe(`Written: ${csv}, ${html}\n`);
    expect({ code, stdout }).toEqual({ code: 0, stdout: '' });
    expect(readdirSync(csv).sort()).toContain('layers.csv');
    const text = readFileSync(html, 'utf8');
    expect(text).toContain('morphoscope-data');
    expect(text).not.toMatch(/(src|href)="https?:/);
  });

  test('says in one line what is unhealthy, and still reports it', async () => {
    const { code, stdout, stderr } = await cli(['analyze', fixture('sick/nan.h5'), '--json', '-']);
    expect(code).toBe(0);
    expect(stderr.trim().split('\n')).toHaveLength(1);
    expect(stderr).toContain('dense_2');
    expect(json(stdout).checkpoints[0]?.matrices.some(({ nonFinite }) => nonFinite > 0)).toBe(true);
    expect(stdout).not.toMatch(/[:,[]\s*-?(NaN|Infinity)/);
  });
});

describe('exit codes', () => {
  test.each([
    [['analyze']],
    [['analyze', 'samples/reference-run', '--colour', 'red']],
    [['analyze', 'samples/reference-run', '--epoch', '-1']],
    [['analyze', 'samples/reference-run', '--epoch', '999']],
    [['analyze', 'samples/reference-run', '--prune', 'most']],
    [['analyze', 'samples/reference-run', '--prune', '-0.1']],
    [['no-such-command']],
    [['formats', 'x']],
    [['toString']],
  ])('%j is bad usage: 2 and one sentence', async (args) => {
    const { code, stdout, stderr } = await cli(args);
    expect(code).toBe(2);
    expect(stdout).toBe('');
    expect(stderr.trim().split('\n')).toHaveLength(1);
  });

  test.each([
    'nowhere.h5',
    'sick/empty.h5',
    'sick/text.h5',
    'sick/truncated.h5',
    'sick/not-keras.h5',
    'sick/lfs-pointer.h5',
    'sick/empty.keras',
    'sick/truncated.keras',
    'sick/not-keras.keras',
    'sick/without-weights.keras',
    'sick/climbing.keras',
    'sick/inflating.keras',
    'sick/tfjs-missing-shard',
    'sick/tfjs-short-shard',
    'sick/sharded-missing-shard',
    'sick/nothing-readable',
    'sick/two-architectures-equal',
    'refused/model.onnx',
    'refused/saved-model',
    'refused/tf-checkpoint',
    'refused/torch-legacy.pth',
    'refused/torch-state-dict.pt',
    'refused/weights.safetensors',
  ])('%s cannot be read: 3 and one sentence that names it', async (path) => {
    const { code, stdout, stderr } = await cli(['analyze', fixture(path), '--json', '-']);
    expect({ code, stdout }).toEqual({ code: 3, stdout: '' });
    expect(stderr.trim().split('\n')).toHaveLength(1);
    expect(stderr).toMatch(/^[^\n]{20,600}[.)]\n$/);
    expect(stderr).not.toMatch(/undefined|\[object|at .*\.js:\d+/);
  });

  test('a file without permission cannot be read: 3 and one sentence', () => {
    const file = join(folder, 'private.h5');
    copyFileSync('samples/reference-run/epoch-0000.h5', file);
    chmodSync(file, 0o000);
    chmodSync(folder, 0o755);
    // Root may read everything, so root runs it as nobody.
    const asNobody = process.getuid?.() === 0 ? ['setpriv', '--reuid=65534', '--regid=65534', '--clear-groups'] : [];
    const command = [...asNobody, process.execPath, 'dist/cli.js', 'analyze', file];
    const { status, stderr } = spawnSync('/usr/bin/env', command, { encoding: 'utf8' });
    expect(stderr).toMatch(/permission.*private\.h5/i);
    expect(status).toBe(3);
  });

  test('interrupted: 130, and nothing half-written', async () => {
    const target = join(folder, 'interrupted.json');
    // At this file the parser hangs, so that the interruption never comes too late.
    const { code } = await cli(['analyze', fixture('hostile/hang.h5'), '--json', target], (child) => {
      setTimeout(() => child.kill('SIGINT'), 3000);
    });
    expect(code).toBe(130);
    expect(existsSync(target)).toBe(false);
  });

  test('help names every command', async () => {
    const { code, stdout } = await cli(['--help']);
    expect(code).toBe(0);
    expect(stdout).toContain('morphoscope analyze');
    expect(stdout).toContain('morphoscope formats');
  });

  test('formats lists what is read and what is only recognised', async () => {
    const { code, stdout } = await cli(['formats']);
    expect(code).toBe(0);
    for (const word of ['.keras', '.weights.h5', 'model.json', 'safetensors', 'ONNX', 'SavedModel', 'Git LFS']) {
      expect(stdout).toContain(word);
    }
  });
});
