import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { californiaHousing } from '../../../../src/training/datasets/californiaHousing.js';
import { clusters } from '../../../../src/training/datasets/clusters.js';
import { downloadQuestion, locate } from '../../../../src/training/datasets/locate.js';
import { mnist } from '../../../../src/training/datasets/mnist.js';
import { scratchFolder } from '../../../support/scratch.js';

const scratch = scratchFolder();

function folderWith(name: string, files: readonly string[]): string {
  const folder = join(scratch, name);
  mkdirSync(folder);
  for (const file of files) writeFileSync(join(folder, file), '');
  return folder;
}

it('needs no files for what is drawn', () => {
  expect(locate(clusters, null, null)).toEqual({ kind: 'found', paths: [] });
});

it('takes the folder the user names, whichever spelling the files have', () => {
  const folder = folderWith('own', [
    'train-images.idx3-ubyte',
    'train-labels-idx1-ubyte.gz',
    't10k-images-idx3-ubyte',
    't10k-labels.idx1-ubyte.gz',
  ]);
  const located = locate(mnist, folder, null);
  expect(located.kind === 'found' && located.paths.map((path) => path.slice(folder.length + 1))).toEqual([
    'train-images.idx3-ubyte',
    'train-labels-idx1-ubyte.gz',
    't10k-images-idx3-ubyte',
    't10k-labels.idx1-ubyte.gz',
  ]);
});

it('never goes past the folder the user names', () => {
  const cache = folderWith('full-cache', ['cal_housing.data']);
  expect(() => locate(californiaHousing, folderWith('other', []), cache)).toThrow(
    'other holds no cal_housing.data (or cal_housing.data.gz, cal_housing.tgz, cal_housing.tar.gz, CaliforniaHousing/cal_housing.data); put the original file there or name another folder.',
  );
  expect(() => locate(californiaHousing, join(scratch, 'absent'), cache)).toThrow('absent does not exist');
});

it('tells a file from a folder, and what would lie below one from what is there', () => {
  const file = join(folderWith('files', ['cal_housing.data']), 'cal_housing.data');
  expect(() => locate(californiaHousing, file, null)).toThrow(
    /^cal_housing\.data is a file, not a folder with cal_housing\.data \(.+\); name the folder that the original file is in\.$/,
  );
  expect(() => locate(californiaHousing, join(file, 'below'), null)).toThrow('below does not exist');
  expect(locate(californiaHousing, null, file)).toMatchObject({ kind: 'missing' });
});

it('takes the cache, else says what has to be downloaded', () => {
  const cache = folderWith('cache', ['train-images-idx3-ubyte', 't10k-images-idx3-ubyte']);
  const located = locate(mnist, null, cache);
  const missing = located.kind === 'missing' ? located.files : [];
  expect(missing.map(({ name }) => name)).toEqual(['train-labels-idx1-ubyte', 't10k-labels-idx1-ubyte']);
  expect(missing.map(({ url }) => url)).toEqual([
    'https://storage.googleapis.com/cvdf-datasets/mnist/train-labels-idx1-ubyte.gz',
    'https://storage.googleapis.com/cvdf-datasets/mnist/t10k-labels-idx1-ubyte.gz',
  ]);
  expect(downloadQuestion(mnist, missing)).toBe(
    'MNIST is not on this machine. Download train-labels-idx1-ubyte, t10k-labels-idx1-ubyte (at most 1 MB) from storage.googleapis.com?',
  );
  expect(locate(californiaHousing, null, null)).toMatchObject({ kind: 'missing' });
});
