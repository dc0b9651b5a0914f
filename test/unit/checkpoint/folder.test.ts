import {
  copyFileSync,
  cpSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  rmSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { listRun } from '../../../src/checkpoint/folder.js';
import { fixtures } from '../../support/golden.js';
import { scratchFolder } from '../../support/scratch.js';

const scratch = scratchFolder();
let count = 0;

/** A folder with these files: `name: fixture to copy`, or the content itself for what is no fixture. */
function folderOf(files: Readonly<Record<string, string>>): string {
  const folder = join(scratch, `run-${++count}`);
  mkdirSync(folder);
  for (const [name, source] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    if (source.includes('/') && !source.includes('\n')) copyFileSync(join(fixtures, source), join(folder, name));
    else writeFileSync(join(folder, name), source);
  }
  return folder;
}

const H5 = 'keras2/mlp/mlp.h5';
const WEIGHTS = 'keras2/mlp/mlp_weights.h5';
const JSON_FILE = 'keras2/mlp/mlp.json';

async function listed(path: string): Promise<readonly (readonly [number | null, string])[]> {
  return (await listRun([path])).files.map(({ epoch, name }) => [epoch, name]);
}

test('order by epoch, not by name', async () => {
  const folder = folderOf({ 'ep2.h5': H5, 'ep10.h5': H5, 'ep1.h5': H5 });
  expect(await listed(folder)).toEqual([
    [1, 'ep1.h5'],
    [2, 'ep2.h5'],
    [10, 'ep10.h5'],
  ]);
});

test('what does not belong is named with its reason; what has nothing to do with it is not', async () => {
  const folder = folderOf({
    'epoch-1.h5': H5,
    'epoch-2.h5': 'sick/empty.h5',
    'epoch-3.h5': 'sick/lfs-pointer.h5',
    'epoch-1.keras': 'keras3/mlp/mlp.keras',
    'best.h5': H5,
    'old.pt': 'refused/torch-state-dict.pt',
    'optimizer-1.h5': H5,
    'train.py': 'print()\n',
    'README.md': 'words\n',
    'samples.npz': 'data/data-8.npz',
  });
  symlinkSync(join(folder, 'gone.h5'), join(folder, 'epoch-4.h5'));
  symlinkSync(join(folder, 'epoch-1.h5'), join(folder, 'epoch-5.h5'));
  const { files, failed } = await listRun([folder]);
  expect(files.map(({ name }) => name)).toEqual(['epoch-1.keras', 'epoch-5.h5']);
  expect(failed.map(({ path, reason }) => [path, reason])).toEqual([
    ['best.h5', expect.stringMatching(/no epoch number/)],
    ['epoch-1.h5', expect.stringMatching(/epoch 1 like epoch-1\.keras/)],
    ['epoch-2.h5', expect.stringMatching(/is empty/)],
    ['epoch-3.h5', expect.stringMatching(/git lfs pull/)],
    ['epoch-4.h5', expect.stringMatching(/does not exist/)],
    ['old.pt', expect.stringMatching(/PyTorch/)],
  ]);
});

test('checkpoints/ one level down, the architecture and the log above', async () => {
  const folder = folderOf({
    'checkpoints/cp_01.h5': WEIGHTS,
    'checkpoints/cp_02.h5': WEIGHTS,
    'architecture.json': JSON_FILE,
    'training.csv': 'epoch,loss,val_loss\n0,0.5,nan\n1,0.25,0.3\n',
  });
  const { files, trainingLog } = await listRun([folder]);
  expect(files.map(({ name, epoch }) => [epoch, name])).toEqual([
    [1, 'checkpoints/cp_01.h5'],
    [2, 'checkpoints/cp_02.h5'],
  ]);
  expect(files.every(({ architecture }) => architecture === join(folder, 'architecture.json'))).toBe(true);
  // CSVLogger counts from 0 what ModelCheckpoint counts from 1.
  expect(trainingLog).toEqual({
    name: 'training.csv',
    epochs: [1, 2],
    columns: { loss: [0.5, 0.25], val_loss: [null, 0.3] },
  });
});

test('the architecture of the same stem, of the stem without _weights, or none of several', async () => {
  const folder = folderOf({
    'a_weights.h5': WEIGHTS,
    'a.json': JSON_FILE,
    'b.h5': WEIGHTS,
    'b.json': JSON_FILE,
    'c.h5': WEIGHTS,
  });
  const { files } = await listRun([folder]);
  expect(files.map(({ name, architecture }) => [name, architecture])).toEqual([
    ['a_weights.h5', join(folder, 'a.json')],
    ['b.h5', join(folder, 'b.json')],
    ['c.h5', null],
  ]);
});

test('several selected files are one run', async () => {
  const folder = folderOf({ 'w-1.h5': WEIGHTS, 'w-2.h5': WEIGHTS, 'w-3.h5': WEIGHTS, 'net.json': JSON_FILE });
  const { files, failed } = await listRun([join(folder, 'w-3.h5'), join(folder, 'w-1.h5'), join(folder, 'nowhere.h5')]);
  expect(files.map(({ epoch, name }) => [epoch, name])).toEqual([
    [1, 'w-1.h5'],
    [3, 'w-3.h5'],
  ]);
  expect(files[0]?.architecture).toBe(join(folder, 'net.json'));
  expect(failed).toHaveLength(1);
});

test('a TF.js model lies in a folder of its own each epoch', async () => {
  const folder = folderOf({});
  for (const epoch of ['epoch-0010', 'epoch-0002'])
    cpSync(join(fixtures, 'tfjs/mlp'), join(folder, epoch), { recursive: true });
  expect(await listed(folder)).toEqual([
    [2, 'epoch-0002/model.json'],
    [10, 'epoch-0010/model.json'],
  ]);
});

test('the shards of an index are not checkpoints', async () => {
  const { files, failed } = await listRun([join(fixtures, 'keras3/mlp-sharded')]);
  expect(files.map(({ name }) => name)).toEqual(['mlp.weights.json']);
  expect(failed).toEqual([]);
});

test.each([
  ['tfjs/mlp.shards', 'group1-shard3of4.bin'],
  ['keras3/mlp-sharded', null],
])('size and time of change are those of all files of %s', async (fixture, name) => {
  const folder = folderOf({});
  cpSync(join(fixtures, fixture), folder, { recursive: true });
  const shards = readdirSync(folder).filter((file) => /\.(bin|weights\.h5)$/.test(file));
  const shard = join(folder, name ?? shards.at(-1) ?? '');
  const sizes = [...shards, /tfjs/.test(fixture) ? 'model.json' : 'mlp.weights.json'].map(
    (file) => statSync(join(folder, file)).size,
  );
  const before = (await listRun([folder])).files[0];
  expect(before?.size).toBe(sizes.reduce((sum, size) => sum + size, 0));
  const later = new Date(Date.now() + 60_000);
  utimesSync(shard, later, later);
  expect((await listRun([folder])).files[0]?.mtimeMs).toBeCloseTo(later.getTime(), -1);
  rmSync(shard);
  expect((await listRun([folder])).files[0]?.size).toBeLessThan(before?.size ?? 0);
});

test('a manifest that names a file elsewhere is listed by its own size and refused when opened', async () => {
  const folder = folderOf({ 'model.json': 'tfjs/mlp/model.json' });
  const path = join(folder, 'model.json');
  writeFileSync(path, readFileSync(path, 'utf8').replaceAll('group1-shard1of1.bin', '../../../etc/passwd'));
  const { files } = await listRun([folder]);
  expect(files[0]?.size).toBe(statSync(path).size);
});

test('metrics.csv keeps its epochs', async () => {
  const folder = folderOf({
    'epoch-0000.h5': H5,
    'metrics.csv': 'epoch,loss,accuracy,valLoss,valAccuracy\n0,1,0.1,1,0.1\n',
  });
  expect((await listRun([folder])).trainingLog?.epochs).toEqual([0]);
});

test("Keras' own layout: best and last beside the epochs", async () => {
  const folder = folderOf({
    'best.h5': H5,
    'cnn_01_0.52.h5': H5,
    'cnn_02_0.48.h5': H5,
    'last.h5': H5,
  });
  const { files, failed } = await listRun([folder]);
  expect(files.map(({ epoch }) => epoch)).toEqual([1, 2]);
  expect(failed.map(({ reason }) => reason)).toEqual([
    'best.h5 has no epoch number among files that have one; open it by itself.',
    'last.h5 has no epoch number among files that have one; open it by itself.',
  ]);
});

test('a number that is no epoch, and a copy of an epoch', async () => {
  const folder = folderOf({ 'epoch-1.h5': H5, 'epoch-2.h5': H5, 'best_epoch-2.h5': H5, 'lstm-1.h5': H5 });
  const { files, failed } = await listRun([folder]);
  expect(files.map(({ name }) => name)).toEqual(['epoch-1.h5', 'epoch-2.h5']);
  expect(failed.map(({ reason }) => reason)).toEqual([
    'best_epoch-2.h5 is epoch 2 like epoch-2.h5, which is shown; open it by itself.',
    'lstm-1.h5 is not numbered as epoch-1.h5 is, so its number is not taken for an epoch; open it by itself.',
  ]);
});

test('a file that is none is said to be what it is', async () => {
  const folder = folderOf({ 'README.md': 'words\n', 'a.npy': 'data/data-8.npy', 'net.json': JSON_FILE });
  await expect(listRun([join(folder, 'README.md')])).rejects.toThrow(/^README\.md is no checkpoint .*; choose .*\.$/);
  await expect(listRun([join(folder, 'a.npy')])).rejects.toThrow(/^a\.npy holds NumPy arrays.*attach.*\.$/);
  await expect(listRun([join(folder, 'net.json')])).rejects.toThrow(
    /^net\.json is an architecture without weights; open .*\.$/,
  );
  const several = await listRun([join(fixtures, H5), join(folder, 'README.md')]);
  expect(several.failed).toHaveLength(1);
});

test.each([
  ['refused/saved-model', /^saved-model is a TensorFlow SavedModel.*\.$/],
  ['refused/tf-checkpoint', /^tf-checkpoint is a TensorFlow checkpoint.*\.$/],
  ['refused', /^[^(]*(\([^)]*\))?[^(]* \(\d more here cannot be read\)\.$/],
  ['keras2', /^keras2 holds no checkpoint itself; choose keras2\/activations, [^;]* or one of \d+ more\.$/],
])('the folder %s', async (folder, sentence) => {
  await expect(listRun([join(fixtures, folder)])).rejects.toThrow(sentence);
});

test('the run below a folder is named', async () => {
  const folder = folderOf({
    'make.py': 'print()\n',
    'first/epoch-1.h5': H5,
    'other/deep/best.h5': H5,
    'none/a.txt': 'a\n',
  });
  const name = basename(folder);
  await expect(listRun([folder])).rejects.toMatchObject({
    reason: 'empty',
    message: `${name} holds no checkpoint itself; choose ${name}/first or ${name}/other/deep.`,
  });
});

test.each([
  [{}, 'empty'],
  [{ 'notes.txt': 'words\n' }, 'empty'],
  [{ 'a.pt': 'refused/torch-state-dict.pt' }, 'not-a-checkpoint'],
])('a folder with nothing to read: %j', async (files: Record<string, string>, reason) => {
  await expect(listRun([folderOf(files)])).rejects.toMatchObject({ reason });
});

test('a path that is not there', async () => {
  await expect(listRun([join(scratch, 'nowhere')])).rejects.toMatchObject({ reason: 'missing' });
});
