import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import { listWithTraining } from '../../../src/jobs/listing.js';
import { LiveTraining, type TrainingOrder } from '../../../src/jobs/liveTraining.js';
import { DEFAULTS } from '../../../src/jobs/networkSettings.js';
import { recordedTraining } from '../../../src/jobs/trainingView.js';
import { TrainRun } from '../../../src/jobs/trainRun.js';
import type { TrainingView } from '../../../src/protocol/panel.js';
import { acquireRunLock } from '../../../src/training/runLock.js';
import { ensembleSentence } from '../../../webview/ensemble/ensembleSentence.js';
import { cli } from '../../support/cli.js';
import { scratchFolder } from '../../support/scratch.js';

const scratch = scratchFolder();

function paramsFor(name: string, epochs: number) {
  return {
    folder: join(scratch, name),
    resume: false,
    dataset: 'clusters',
    dataFolder: null,
    files: [],
    settings: { ...DEFAULTS, hidden: [6, 6, 6], epochs },
    mode: 'reproducible' as const,
    keep: 'thin' as const,
    scaling: {},
    exportTfjs: false,
    version: '1.2.3',
  };
}

function begin(order: TrainingOrder) {
  const views: TrainingView[] = [];
  const training: LiveTraining = new LiveTraining(new TrainRun(resolve('dist/worker/training.mjs')), order, () =>
    views.push(training.view),
  );
  return { training, views };
}

describe('a training as it is shown', () => {
  test('tells how far it is, and stops when it is told to', async () => {
    const { training, views } = begin({ unit: 'epoch', params: paramsFor('long', 100_000) });
    expect(training.view).toMatchObject({ status: 'preparing', done: null });
    let locked = false;
    const ended = training.train(() => (locked = true));
    expect(locked).toBe(true);
    await expect.poll(() => training.view.done ?? 0, { timeout: 30_000 }).toBeGreaterThan(0);
    expect(training.view).toMatchObject({ status: 'training', unit: 'epoch', total: 100_000 });
    expect(training.view.score?.name).toBe('accuracy');
    training.stop();
    expect(training.view.status).toBe('stopping');
    expect(await ended).toMatchObject({ status: 'stopped', total: 100_000 });
    expect(training.isAtWork).toBe(false);
    expect(views.every(({ id }) => id === training.view.id)).toBe(true);
    // What the folder tells of it afterwards.
    const listing = await listWithTraining([training.folder], true);
    expect(listing.training).toMatchObject({ status: 'stopped', isHeld: false, epochs: 100_000 });
    expect(listing.trainingLog?.epochs.at(-1)).toBe(training.view.done);
  });

  test('that cannot begin says why, and leaves no folder', async () => {
    const params = { ...paramsFor('never', 5), dataset: join(scratch, 'nowhere.csv') };
    const { training } = begin({ unit: 'epoch', params });
    await expect(training.train(() => undefined)).rejects.toThrow(/nowhere\.csv/);
    expect(training.isAtWork).toBe(false);
    expect(existsSync(training.folder)).toBe(false);
  });

  test('of many networks counts networks, and its folder shows them', async () => {
    const params = { ...paramsFor('many', 3), keep: 'ends' as const, networks: 3, workers: 2 };
    const { training } = begin({ unit: 'network', params });
    expect(await training.train(() => undefined)).toMatchObject({ status: 'finished', unit: 'network', done: 3 });
    const { files, ensemble, training: record } = await listWithTraining([training.folder], true);
    expect(files).toEqual([]);
    expect(record?.status).toBe('finished');
    const csv = readFileSync(join(training.folder, 'summary.csv'), 'utf8').trim().split('\n').slice(1);
    expect(ensemble?.rows.map(({ seed, valScore, liveAtEnd }) => [seed, valScore, liveAtEnd])).toEqual(
      csv.map((line) => line.split(',')).map((cells) => [1, 7, 9].map((at) => Number(cells[at]))),
    );
    if (ensemble === null) throw new Error('no ensemble');
    expect(ensembleSentence(ensemble)).toMatch(/^3 of 3 networks done · median test accuracy .+, of 18$/);
    // On the command line there is nothing to analyse in it but its networks.
    const { code, stderr } = await cli(['analyze', training.folder]);
    expect(code).toBe(3);
    expect(stderr).toContain('many/network-0000');
  });
});

describe('a folder without checkpoints', () => {
  test('is waited for while a training holds it, by whoever watches', async () => {
    const lock = acquireRunLock(join(scratch, 'held'));
    const listing = await listWithTraining([lock.folder], true);
    expect(listing).toMatchObject({ files: [], training: { status: 'running', isHeld: true, epochs: null } });
    const run = { ...listing, params: [], header: null, unsettled: [] };
    expect(recordedTraining(run)?.status).toBe('elsewhere');
    await expect(listWithTraining([lock.folder], false)).rejects.toThrow(/holds no checkpoint/);
    lock.release();
    await expect(listWithTraining([lock.folder], true)).rejects.toThrow(/holds no checkpoint/);
    rmSync(lock.folder, { recursive: true });
  });
});
