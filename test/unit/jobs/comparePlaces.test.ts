import { copyFileSync, mkdirSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { comparePlaces, type ComparePlaces, type ChosenTarget } from '../../../src/jobs/comparePlaces.js';
import type { WorkerPool } from '../../../src/jobs/pool.js';
import type { AnalysisWorker } from '../../../src/protocol/worker.js';
import { builtPool } from '../../support/builtPool.js';
import { fixtures } from '../../support/golden.js';
import { scratchFolder } from '../../support/scratch.js';

const RUN = resolve('test/fixtures/runs/keras2-h5');
const scratch = scratchFolder();
let pool: WorkerPool<AnalysisWorker>;
beforeAll(() => {
  pool = builtPool();
});
afterAll(() => pool.dispose());

function folderOf(name: string, ...files: readonly string[]): string {
  const folder = join(scratch, name);
  mkdirSync(join(folder, 'checkpoints'), { recursive: true });
  for (const file of files) copyFileSync(join(fixtures, 'keras2/mlp/mlp.h5'), join(folder, file));
  return folder;
}

const target = (path: string): ChosenTarget => ({ paths: [path], file: null });

async function places(...paths: readonly string[]): Promise<ComparePlaces> {
  return comparePlaces(pool, paths.map(target));
}

test('two epochs of one folder share its run', async () => {
  const { runs, sides } = await places(join(RUN, 'epoch-0001.h5'), join(RUN, 'epoch-0003.h5'));
  expect(runs).toEqual([{ title: 'keras2-h5', paths: [RUN] }]);
  expect(sides.map(({ run, file }) => [run, file])).toEqual([
    [0, 'epoch-0001.h5'],
    [0, 'epoch-0003.h5'],
  ]);
  expect(sides[0]?.itself?.paths).toEqual([join(RUN, 'epoch-0001.h5')]);
});

test('epochs below "checkpoints" are those of the folder above', async () => {
  const folder = folderOf('below', 'checkpoints/epoch-1.h5', 'checkpoints/epoch-2.h5');
  const { runs, sides } = await places(join(folder, 'checkpoints/epoch-2.h5'), folder);
  expect(runs).toEqual([{ title: 'below', paths: [folder] }]);
  expect(sides.map(({ file }) => file)).toEqual(['checkpoints/epoch-2.h5', null]);
});

test('where one of two files of a folder is no numbered epoch, each is a run of its own', async () => {
  const folder = folderOf('best', 'epoch-1.h5', 'epoch-2.h5', 'best.h5');
  const files = [join(folder, 'epoch-2.h5'), join(folder, 'best.h5')];
  const { runs, sides } = await places(...files);
  expect(runs.map(({ paths }) => paths)).toEqual(files.map((file) => [file]));
  expect(sides.map(({ run, file }) => [run, file])).toEqual([
    [0, null],
    [1, null],
  ]);
});

test('a file of a folder full of unnumbered ones is itself', async () => {
  const folder = folderOf('downloads', 'small.h5', 'large.h5');
  const { runs } = await places(join(folder, 'small.h5'), join(folder, 'large.h5'));
  expect(runs.map(({ title }) => title)).toEqual(['small.h5', 'large.h5']);
});

test('files of two folders bring their runs, told apart where they have one name', async () => {
  const other = folderOf('other/keras2-h5', 'epoch-1.h5', 'epoch-2.h5');
  const { runs, sides } = await places(join(RUN, 'epoch-0002.h5'), join(other, 'epoch-1.h5'));
  expect(runs.map(({ paths }) => paths[0])).toEqual([RUN, other]);
  expect(runs.map(({ title }) => title)).toEqual(['runs/keras2-h5', 'other/keras2-h5']);
  expect(sides.map(({ file }) => file)).toEqual(['epoch-0002.h5', 'epoch-1.h5']);
});

test('what does not exist is a run of its own, whose session says so', async () => {
  const { runs } = await places(join(RUN, 'epoch-0001.h5'), join(scratch, 'nowhere', 'epoch-1.h5'));
  expect(runs.map(({ paths }) => basename(paths[0] ?? ''))).toEqual(['keras2-h5', 'epoch-1.h5']);
});

test('an epoch chosen in a panel stays in the run of that panel', async () => {
  const run = { paths: [RUN], file: 'epoch-0000.h5' };
  const { runs, sides } = await comparePlaces(pool, [run, target(join(RUN, 'epoch-0003.h5'))]);
  expect(runs).toHaveLength(1);
  expect(sides.map(({ file }) => file)).toEqual(['epoch-0000.h5', 'epoch-0003.h5']);
});

test('runs of one name are told apart by their folders', async () => {
  for (const name of ['x', 'y']) mkdirSync(join(scratch, name, 'deep', 'model'), { recursive: true });
  const { runs } = await places(join(scratch, 'x/deep/model'), join(scratch, 'y/deep/model'));
  expect(runs.map(({ title }) => title)).toEqual(['x/deep/model', 'y/deep/model']);
});

test('a version outside its run is not looked for in the folder it lies in', async () => {
  const file = join(RUN, 'epoch-0001.h5');
  const alone = { ...target(file), alone: true };
  expect((await comparePlaces(pool, [alone, target(RUN)])).runs).toEqual([
    { title: 'epoch-0001.h5', paths: [file] },
    { title: 'keras2-h5', paths: [RUN] },
  ]);
});
