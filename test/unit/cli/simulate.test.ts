import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test, vi } from 'vitest';
import type { InterlayerSimulation, IntralayerSimulation } from '../../../src/protocol/simulation.js';
import { cli } from '../../support/cli.js';
import { scratchFolder } from '../../support/scratch.js';

// Each test starts the program and its worker; a busy machine takes its time.
vi.setConfig({ testTimeout: 120_000 });
const folder = scratchFolder();

describe('simulate', () => {
  test('prints a table of at most 100 columns where no output is asked for', async () => {
    const { code, stdout, stderr } = await cli(['simulate', 'intralayer', '--runs', '50']);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toContain('Connectivities within a layer (Eq. 3)');
    expect(stdout).toMatch(/^simulations +50$/m);
    expect(stdout).toMatch(/^constants +uniform from 0 to 100$/m);
    expect(stdout).toMatch(/^bimodality \(0\.555 when uniform\) +0\.9\d+$/m);
    expect(Math.max(...stdout.split('\n').map((line) => line.length))).toBeLessThanOrEqual(100);
  });

  test('writes only JSON with --json -, the same for the same seed', async () => {
    const args = [
      'simulate',
      'intralayer',
      '--nodes',
      '5',
      '--runs',
      '20',
      '--time',
      '2',
      '--r0',
      'weights',
      '--c',
      '3',
      '--json',
      '-',
    ];
    const [first, again, other] = [await cli(args), await cli(args), await cli([...args, '--seed', '2'])];
    const got = JSON.parse(first.stdout) as IntralayerSimulation;
    expect(got).toMatchObject({
      schema: 'morphoscope/simulation@1',
      kind: 'intralayer',
      nodes: 5,
      runs: 20,
      steps: 250,
      time: 2,
      r0: 'weights',
      c: 3,
      seed: 1,
    });
    expect(got.histogram.counts.reduce((sum, count) => sum + count, 0)).toBe(100);
    expect(again.stdout).toBe(first.stdout);
    expect(other.stdout).not.toBe(first.stdout);
  });

  test('writes a chain as JSON and as one page without script or network', async () => {
    const [json, html] = [join(folder, 'new', 'chain.json'), join(folder, 'new', 'chain.html')];
    const size = ['--nodes', '4', '--layers', '8', '--runs', '10', '--boundary', 'free', '--r0', 'simplex'];
    const { code, stdout, stderr } = await cli(['simulate', 'interlayer', ...size, '--json', json, '--html', html]);
    expect({ code, stdout, stderr }).toEqual({ code: 0, stdout: '', stderr: `Written: ${json}, ${html}\n` });
    const got = JSON.parse(readFileSync(json, 'utf8')) as InterlayerSimulation;
    expect(got).toMatchObject({ kind: 'interlayer', layers: 8, boundary: 'free', reachable: { possible: true } });
    expect(got.autocorrelation.amplitude.map(({ lag }) => lag)).toEqual([1, 2, 3, 4]);
    const page = readFileSync(html, 'utf8');
    expect(page).toContain("default-src 'none'");
    expect(page).not.toMatch(/<script|(src|href)=/);
    expect(page.match(/<figure>/g)).toHaveLength(got.data.pictures.length);
    expect(page).toContain(got.reachable.why.slice(0, 40));
  });

  test.each<[readonly string[], RegExp]>([
    [[], /^simulate takes one of intralayer and interlayer\.$/],
    [['sideways'], /^simulate takes one of intralayer and interlayer\.$/],
    [['intralayer', '--layers', '4'], /^--layers is for simulate interlayer/],
    [['intralayer', '--boundary', 'free'], /^--boundary is for simulate interlayer/],
    [['intralayer', '--nodes', '1'], /^--nodes takes a whole number from 2 to 1000, not "1"\.$/],
    [['intralayer', '--c', '-1'], /^--c takes a number from \S+ to \d+, not "-1"\.$/],
    [['intralayer', '--time', 'soon'], /^--time takes a number from/],
    [['intralayer', '--r0', 'zero'], /^--r0 takes uniform or simplex or weights, not "zero"\.$/],
    [['interlayer', '--boundary', 'open'], /^--boundary takes periodic or clamped or free/],
    [['interlayer', '--steps', '5'], /--steps/],
    [['interlayer', '--time', '1000', '--c', '10000'], /^c times time is 10000000/],
    [['interlayer', '--nodes', '1000', '--layers', '1000'], /held at once\.$/],
  ])('refuses %j with 2 and one sentence', async (args, sentence) => {
    const { code, stdout, stderr } = await cli(['simulate', ...args]);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr.trimEnd()).toMatch(sentence);
    expect(stderr.trimEnd()).not.toContain('\n');
  });

  test.skipIf(!existsSync('/proc/self/stat'))('is interrupted while it computes: 130', async () => {
    const size = ['--nodes', '40', '--layers', '100', '--runs', '2000'];
    const { code, stdout, stderr } = await cli(['simulate', 'interlayer', ...size], (child) => {
      const poll = setInterval(() => {
        if (child.exitCode !== null || child.signalCode !== null) clearInterval(poll);
        else if (processorSeconds(child.pid ?? 0) > 1.5) {
          clearInterval(poll);
          child.kill('SIGINT');
        }
      }, 50);
    });
    expect({ code, stdout, stderr }).toEqual({ code: 130, stdout: '', stderr: 'Interrupted.\n' });
  });
});

/** What a process has used: starting takes a third of a second, so with more it is computing. */
function processorSeconds(pid: number): number {
  // The program's name, in parentheses, may hold blanks; ticks are hundredths of a second, the 14th field those of its own code.
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? [];
  return Number(fields[11]) / 100;
}
