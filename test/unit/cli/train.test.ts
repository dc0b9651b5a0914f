import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { cli } from '../../support/cli.js';
import { scratchFolder } from '../../support/scratch.js';

const scratch = scratchFolder();
const at = (name: string): string => join(scratch, name);

describe('bad usage: 2, one sentence, and no folder left behind', () => {
  test.each([
    [['--layers', '0']],
    [['--layers=-10']],
    [['--batch', '0']],
    [['--epochs', '0']],
    [['--seed', '1.5']],
    [['--keep', 'some']],
    [['--mode', 'turbo']],
    [['--export', 'onnx']],
    [['--model', 'model.json', '--engine', 'kernel']],
    [['--model', 'model.json', '--layers', '10']],
    [['--model', 'model.json', '--zero-bias']],
    [['--features', 'log']],
    [['--targets', 'unit']],
    [['--workers', '2']],
    [['--engine', 'torch']],
    [['--engine', 'tfjs', '--mode', 'fast']],
    [['--engine', 'tfjs', '--loss', 'nonsense']],
    [['--loss', 'mse']],
    [['clusters']],
  ])('%j', async (args) => {
    const { code, stdout, stderr } = await cli(['train', ...args, '--out', at('unused')]);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr.trim().split('\n')).toHaveLength(1);
    expect(existsSync(at('unused'))).toBe(false);
  });

  test('no folder, or two', async () => {
    expect((await cli(['train'])).code).toBe(2);
    expect((await cli(['train', '--out', at('a'), '--resume', at('b')])).code).toBe(2);
  });
});

describe('input that cannot be trained on: 3 and one sentence', () => {
  const cases: readonly (readonly [string, string, RegExp])[] = [
    ['text.csv', 'a,b\n1,two\n3,four\n', /text\.csv/],
    ['nan.csv', '1,2\nnan,3\n4,5\n', /nan\.csv/],
    ['one.csv', '1\n2\n3\n', /one column only/],
    ['unlabelled.csv', 'a,b,label\n1,2,1\n3,4,\n', /^Row 2 of unlabelled\.csv has no number in column label; /],
    ['words.csv', 'a,label\n1,cat\n3,dog\n', /^Column label of words\.csv holds text \("cat" in row 1\); /],
    ['empty.csv', '', /^empty\.csv is empty; /],
  ];
  test.each(cases)('%s', async (name, content, sentence) => {
    writeFileSync(at(name), content);
    await refused(['--dataset', at(name)], sentence);
  });

  test('a table that is not there', () => refused(['--dataset', at('nowhere.csv')], /nowhere\.csv/));

  test('a data set that would have to be downloaded, where nobody can be asked', () =>
    refused(
      ['--dataset', 'california-housing'],
      /^California Housing needs the original file cal_housing\.data: put it from https:\S+ \(StatLib's cal_housing\.tgz, .+\) into a folder, .+ by --data-dir\.$/,
    ));

  test('a folder without the original files', () =>
    refused(['--dataset', 'mnist', '--data-dir', scratch], /holds no train-images-idx3-ubyte/));

  test('a network larger than memory', () => refused(['--layers', '10000x20'], /have 1900310001 weights and biases/));

  test('an ensemble of them', () =>
    refused(['--layers', '10000x20', '--networks', '2'], /weights and biases where at most/));

  test('an ensemble of data that cannot be read', () =>
    refused(['--dataset', at('nowhere.csv'), '--networks', '2'], /nowhere\.csv/));

  test('a folder that holds no run', async () => {
    const { code, stderr } = await cli(['train', '--resume', scratch]);
    expect(code).toBe(3);
    expect(stderr).toMatch(/^run\.json of .+\n$/);
  });

  async function refused(args: readonly string[], sentence: RegExp): Promise<void> {
    process.env['XDG_CACHE_HOME'] = scratch;
    const { code, stdout, stderr } = await cli(['train', ...args, '--out', at('unused')]);
    expect({ code, stdout }).toEqual({ code: 3, stdout: '' });
    expect(stderr.trim()).toMatch(sentence);
    expect(stderr.trim().split('\n')).toHaveLength(1);
    expect(existsSync(at('unused'))).toBe(false);
  }
});

test('features and targets are scaled as asked, run.json says how, and a resumed run keeps it', async () => {
  const folder = at('scaled');
  const first = await cli(['train', '--epochs', '2', '--features', 'unit', '--targets', 'standard', '--out', folder]);
  expect(first).toMatchObject({ code: 0, stderr: '' });
  const { scaling, dataOptions, task } = JSON.parse(readFileSync(join(folder, 'run.json'), 'utf8')) as {
    readonly scaling: string;
    readonly dataOptions: unknown;
    readonly task: string;
  };
  expect(scaling).toBe(
    'features scaled to 0..1 by the training split; targets standardised by the training split (mean 0, standard deviation 1)',
  );
  expect(dataOptions).toMatchObject({ scaling: { features: 'unit', target: 'standard' } });
  expect(task).toBe('values');
  // Standardised targets have variance 1, which is the loss of a network that still says nearly 0 everywhere.
  const [, before] = readFileSync(join(folder, 'metrics.csv'), 'utf8').split('\n');
  expect(Number(before?.split(',')[1])).toBeCloseTo(1, 1);
  expect((await cli(['train', '--resume', folder])).code).toBe(0);
  const other = await cli(['train', '--resume', folder, '--targets', 'raw']);
  expect(other).toMatchObject({
    code: 2,
    stderr: 'The run was begun with --features unit --targets standard; that stays when it is resumed.\n',
  });
});

describe('a folder in use', () => {
  test('takes no second training, and a finished one no other configuration', async () => {
    const folder = at('busy');
    const first = cli(['train', '--epochs', '100000', '--out', folder], (child) => {
      void (async () => {
        while (!existsSync(join(folder, 'state.bin'))) await setTimeout(10);
        for (const flag of ['--out', '--resume']) {
          const second = await cli(['train', flag, folder]);
          expect(second.code).toBe(2);
          expect(second.stderr).toMatch(/^busy is in use by process \d+ on .+\n$/);
        }
      })().finally(() => child.kill('SIGTERM'));
    });
    expect((await first).code).toBe(130);
    const anew = await cli(['train', '--out', folder]);
    expect(anew).toMatchObject({ code: 2, stderr: expect.stringContaining('holds a run already') as string });
    const other = await cli(['train', '--resume', folder, '--batch', '7']);
    expect(other).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('another configuration (batch)') as string,
    });
  }, 60_000);
});
