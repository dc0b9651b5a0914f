import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { zipSync } from 'fflate';
import { beforeAll, describe, expect, it } from 'vitest';
import { readIdx } from '../../../src/training/datasets/idx.js';
import { readRunDocument } from '../../../src/training/runDocument.js';
import { cli } from '../../support/cli.js';
import { convolutional } from '../../support/kerasConfigs.js';
import { mnistFolder } from '../../support/mnistFolder.js';
import { npy } from '../../support/npy.js';
import { scratchFolder } from '../../support/scratch.js';
import { filesOf } from '../../support/trainCli.js';

const scratch = scratchFolder();
const at = (name: string): string => join(scratch, name);
const train = (...args: readonly string[]) => cli(['train', ...args]);
const SMALL = [
  '--batch',
  '20',
  '--optimizer',
  'sgd:0.02,0.5',
  '--loss',
  'sparse_categorical_crossentropy',
  '--seed',
  '3',
];
const BEGIN = ['--model', at('conv.json'), '--dataset', at('digits.npz'), ...SMALL];

/** The first digits of MNIST, pixels as 0..1, as a user would save them for Keras. */
function digits(count: number): Uint8Array {
  const original = (name: string) => readFileSync(join(mnistFolder, name));
  const x = readIdx(original('t10k-images-idx3-ubyte'), 'images', [null, 28, 28]).subarray(0, count * 784);
  const y = readIdx(original('t10k-labels-idx1-ubyte'), 'labels', [10_000]).subarray(0, count);
  const pixels = [...x].map((value) => value / 255);
  return zipSync({ 'x.npy': npy([count, 28, 28, 1], pixels), 'y.npy': npy([count], [...y]) });
}

beforeAll(async () => {
  writeFileSync(at('digits.npz'), digits(250));
  writeFileSync(at('conv.json'), JSON.stringify(convolutional([28, 28, 1], 10)));
  const { code, stderr } = await train(...BEGIN, '--epochs', '8', '--out', at('whole'));
  expect({ code, stderr }).toMatchObject({
    code: 0,
    stderr: expect.stringMatching(/^TensorFlow\.js cannot train this network in WebAssembly .+\n$/) as string,
  });
}, 120_000);

describe('a convolutional network on 200 digits', () => {
  it('loses less each epoch', () => {
    const losses = readFileSync(at('whole/metrics.csv'), 'utf8')
      .trim()
      .split('\n')
      .slice(2)
      .map((row) => Number(row.split(',')[1]));
    expect(losses).toHaveLength(8);
    expect(losses).toEqual(losses.toSorted((a, b) => b - a));
  });

  it('says in run.json what was used', () => {
    expect(readRunDocument(at('whole'))).toMatchObject({
      engine: 'tfjs',
      task: 'labels',
      split: { train: 200, test: 50 },
      scaling: 'features as they are; targets as they are',
      optimizer: { kind: 'sgd', rate: 0.02, momentum: 0.5 },
      tensorflow: {
        backend: 'cpu',
        loss: { name: 'sparse_categorical_crossentropy', fromLogits: false },
        model: { path: at('conv.json') },
      },
      status: 'finished',
    });
  });

  it('is analyzed like any run', async () => {
    const { code, stdout } = await cli(['analyze', at('whole'), '--json', '-']);
    expect(code).toBe(0);
    const { checkpoints } = JSON.parse(stdout) as { checkpoints: { matrices: { name: string }[] }[] };
    expect(checkpoints).toHaveLength(9);
    expect(checkpoints[8]?.matrices.map(({ name }) => name)).toEqual(['conv2d_0', 'dense_5']);
  });

  it('stopped and resumed ends in the bytes of one that never was, wherever its model is by then', async () => {
    const folder = at('stopped');
    const { code } = await cli(['train', ...BEGIN, '--epochs', '8', '--out', folder], (child) => {
      void (async () => {
        while (!existsSync(join(folder, 'state.bin'))) await setTimeout(5);
        child.kill('SIGINT');
      })();
    });
    expect([0, 130]).toContain(code);
    writeFileSync(at('conv.json'), '{}');
    const { stderr } = await train('--resume', folder);
    expect(stderr).toMatch(/^(TensorFlow\.js cannot train .+\n)?$/);
    const [found, expected] = [filesOf(folder), filesOf(at('whole'))];
    expect(Object.keys(found).filter((name) => found[name] !== expected[name])).toEqual([]);
    expect(Object.keys(found)).toEqual(Object.keys(expected));
    writeFileSync(at('conv.json'), JSON.stringify(convolutional([28, 28, 1], 10)));
  }, 120_000);

  it.each([
    ['--loss', 'mse'],
    ['--optimizer', 'adam:0.1'],
    ['--engine', 'kernel'],
    ['--batch', '7'],
  ])('is not resumed with another %s', async (...flags) => {
    const { code, stderr } = await train('--resume', at('whole'), ...flags);
    expect(code).toBe(2);
    expect(stderr).toMatch(/^.+ was begun with .+\.\n$/);
  });

  it('is exported to what TensorFlow.js reads', async () => {
    const { code, stdout } = await train(...BEGIN, '--epochs', '1', '--export', 'tfjs', '--out', at('exported'));
    expect({ code, stdout }).toMatchObject({ code: 0 });
    const { stdout: layers } = await cli(['analyze', at('exported/export/tfjs/model.json'), '--json', '-']);
    expect(layers).toContain('"conv2d_0"');
  }, 60_000);
});
