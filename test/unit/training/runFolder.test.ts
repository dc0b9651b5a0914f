import { spawn, spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { listRun } from '../../../src/checkpoint/folder.js';
import { openCheckpoint } from '../../../src/checkpoint/open.js';
import { epochFile, keptEpochs } from '../../../src/training/keptEpochs.js';
import { metricsCsv } from '../../../src/training/metrics.js';
import { assertSameData, readRunDocument, settingsOf } from '../../../src/training/runDocument.js';
import { messageOf } from '../../../src/network/failure.js';
import { RunFolder } from '../../../src/training/runFolder.js';
import { acquireRunLock } from '../../../src/training/runLock.js';
import { decodeState } from '../../../src/training/stateFile.js';
import { metricsRow, PARAMETERS, progress, runPlan, trainerState } from '../../support/runPlan.js';
import { scratchFolder } from '../../support/scratch.js';

const scratch = scratchFolder();
let serial = 0;
const fresh = (): string => join(scratch, `run-${++serial}`);

async function started(epochs: number): Promise<string> {
  const path = fresh();
  const folder = await RunFolder.start(path, runPlan());
  for (let epoch = 0; epoch <= epochs; epoch++) folder.save(progress(epoch));
  return path;
}

describe('kept epochs', () => {
  it('are 0 to 20 and then ever fewer, about 40 in all, the last included', () => {
    const kept = keptEpochs(500, 'thin');
    expect(kept.slice(0, 21)).toEqual(Array.from({ length: 21 }, (_, i) => i));
    expect(kept.length).toBe(40);
    expect(kept.at(-1)).toBe(500);
    const gaps = kept.slice(20).map((epoch, i, all) => epoch - (all[i - 1] ?? epoch));
    expect(gaps.slice(2).every((gap, i) => gap >= (gaps[i + 1] ?? 0) - 1)).toBe(true);
  });

  it('are all of a short run, and all when asked for', () => {
    expect(keptEpochs(5, 'thin')).toEqual([0, 1, 2, 3, 4, 5]);
    expect(keptEpochs(21, 'thin').at(-1)).toBe(21);
    expect(keptEpochs(300, 'all').length).toBe(301);
    expect(epochFile(7)).toBe('epoch-0007.h5');
  });
});

describe('metrics.csv', () => {
  it('has the columns of its task, what is not finite as Python writes it, and empty cells', () => {
    const rows = [
      { epoch: 0, loss: 0.1, score: 0.5, valLoss: 1 / 3, valScore: 1 },
      { epoch: 1, loss: NaN, score: null, valLoss: Infinity, valScore: -Infinity },
    ];
    expect(metricsCsv('labels', rows)).toBe(
      'epoch,loss,accuracy,valLoss,valAccuracy\n0,0.1,0.5,0.3333333333333333,1\n1,nan,,inf,-inf\n',
    );
    expect(metricsCsv('values', []).trim()).toBe('epoch,loss,r2,valLoss,valR2');
  });
});

describe('a run folder', () => {
  it('holds what the analysis reads: epochs, weights, metrics', async () => {
    const path = await started(2);
    expect(readdirSync(path).sort()).toEqual(
      ['epoch-0000.h5', 'epoch-0001.h5', 'epoch-0002.h5', 'metrics.csv', 'run.json', 'state.bin'].sort(),
    );
    const listing = await listRun([path]);
    expect(listing.failed).toEqual([]);
    expect(listing.files.map(({ epoch }) => epoch)).toEqual([0, 1, 2]);
    expect(listing.trainingLog?.epochs).toEqual([0, 1, 2]);
    expect(listing.trainingLog?.columns['valAccuracy']).toEqual([0.25, 0.25, null]);
    const model = await openCheckpoint(join(path, 'epoch-0002.h5'), null);
    const values = model.layers.flatMap(({ variables }) => variables.flatMap((one) => [...one.read(0, one.size)]));
    model.close();
    expect(values).toEqual([...trainerState(2).parameters]);
  });

  it('says in run.json how it was trained and how it ended', async () => {
    const path = await started(1);
    const { folder } = await RunFolder.resume(path, runPlan());
    folder.end('diverged', 'The loss became NaN in epoch 2.');
    const document = readRunDocument(path);
    expect(document).toMatchObject({
      schema: 'morphoscope/run@1',
      dataset: 'clusters',
      layers: [2],
      init: { kind: 'uniform', limit: 0.05 },
      optimizer: { kind: 'adam', rate: 0.01 },
      batch: 4,
      epochs: 30,
      seed: 1,
      engine: 'kernel',
      mode: 'reproducible',
      dataHash: 'a'.repeat(64),
      split: { train: 8, test: 2 },
      status: 'diverged',
      note: 'The loss became NaN in epoch 2.',
      checkpoints: [
        { epoch: 0, file: 'epoch-0000.h5' },
        { epoch: 1, file: 'epoch-0001.h5' },
      ],
    });
    expect(settingsOf(document)).toEqual(runPlan().settings);
  });

  it('is not begun where a run is', async () => {
    const path = await started(0);
    await expect(RunFolder.start(path, runPlan())).rejects.toThrow(
      /^run-\d+ holds a run already \((run\.json|epoch-0000\.h5)\); resume it or choose another folder\.$/,
    );
  });
});

describe('resuming', () => {
  it('gives the state that was saved last, by run.json alone or by the same plan', async () => {
    const path = await started(3);
    for (const plan of [null, runPlan()]) {
      const { saved, folder } = await RunFolder.resume(path, plan);
      expect(saved?.state).toEqual(trainerState(3));
      expect(saved?.rows).toEqual([0, 1, 2, 3].map(metricsRow));
      expect(folder.document.checkpoints.length).toBe(4);
    }
  });

  it('begins at the beginning where nothing was saved yet', async () => {
    const path = fresh();
    await RunFolder.start(path, runPlan());
    expect((await RunFolder.resume(path, runPlan())).saved).toBeNull();
  });

  it('refuses another configuration, naming what differs', async () => {
    const path = await started(1);
    await expect(RunFolder.resume(path, runPlan({ batch: 8, seed: 2 }))).rejects.toThrow(
      /^run-\d+ was begun with another configuration \(batch, seed\); resume it as it was begun or choose another folder\.$/,
    );
  });

  it('refuses other data', async () => {
    const path = await started(1);
    const sentence =
      /^The data of run-\d+ is not what the run began with \(its SHA-256 differs\); restore clusters or begin anew in another folder\.$/;
    await expect(RunFolder.resume(path, runPlan({}, 'b'.repeat(64)))).rejects.toThrow(sentence);
    expect(() => assertSameData(readRunDocument(path), { hash: 'b' }, 'run-1')).toThrow(sentence);
  });

  it('refuses a run.json that was changed since, of another version, or none', async () => {
    const path = await started(1);
    const document = join(path, 'run.json');
    const text = readFileSync(document, 'utf8');
    for (const [content, sentence] of [
      [text.replace('"batch": 4', '"batch": 5'), 'is of another configuration than run.json says'],
      [text.replace('run@1', 'run@2'), 'is morphoscope/run@2, and this Morphoscope knows morphoscope/run@1 only'],
      [text.replace('"batch"', '"bunch"'), 'lacks batch'],
      ['{', 'is no JSON'],
      ['{}', 'is no record of a training'],
    ] as const) {
      writeFileSync(document, content);
      await expect(RunFolder.resume(path, null)).rejects.toThrow(sentence);
    }
    await expect(RunFolder.resume(fresh(), null)).rejects.toMatchObject({ reason: 'missing' });
  });

  it('refuses a run.json whose fields are of another kind, whatever they would make it do', async () => {
    const path = await started(1);
    const document = join(path, 'run.json');
    const honest = JSON.parse(readFileSync(document, 'utf8')) as Record<string, unknown>;
    for (const [field, value] of [
      ['layers', [1e12]],
      ['layers', new Array(5000).fill(1)],
      ['epochs', 1e300],
      ['batch', 0],
      ['networks', 1e12],
      ['checkpoints', [{ epoch: 0, file: '../../secret.h5' }]],
      ['optimizer', { kind: 'adam', rate: -1 }],
      ['dataOptions', null],
      ['dataFolder', 7],
      ['keep', 'everything'],
    ] as const) {
      writeFileSync(document, JSON.stringify({ ...honest, [field]: value }));
      const sentence = new RegExp(`^run\\.json of run-\\d+ lacks ${field}, or holds there what is none; begin`);
      await expect(RunFolder.resume(path, null), field).rejects.toThrow(sentence);
    }
  });

  it('refuses a damaged state', async () => {
    const path = await started(1);
    writeFileSync(join(path, 'state.bin'), readFileSync(join(path, 'state.bin')).subarray(0, 200));
    await expect(RunFolder.resume(path, null)).rejects.toThrow('its checksum does not fit');
  });
});

describe('killed at any moment', () => {
  it('leaves a state that is whole and epochs that are no older than it', { timeout: 90_000 }, async () => {
    const path = fresh();
    mkdirSync(path);
    const script = join(scratch, 'writer.mjs');
    await bundleWriter(script);
    for (let i = 0; i < 3; i++) {
      const run = join(path, String(i));
      const child = spawn(process.execPath, [script, run], { stdio: ['ignore', 'pipe', 'inherit'] });
      await new Promise<void>((resolve) => child.stdout.once('data', () => resolve()));
      await new Promise((resolve) => setTimeout(resolve, 15 * i + 3));
      child.kill('SIGKILL');
      await new Promise((resolve) => child.once('close', resolve));
      const { saved } = await RunFolder.resume(run, null);
      const epoch = saved?.state.epoch ?? 0;
      if (saved !== null) expect(saved.state).toEqual(trainerState(epoch));
      for (let kept = Math.max(0, epoch - 2); saved !== null && kept <= epoch; kept++) {
        const model = await openCheckpoint(join(run, epochFile(kept)), null);
        model.close();
      }
    }
  });
});

async function bundleWriter(outfile: string): Promise<void> {
  const { build } = await import('esbuild');
  await build({
    stdin: {
      contents: `
        import { RunFolder } from './src/training/runFolder.ts';
        import { progress, runPlan } from './test/support/runPlan.ts';
        const folder = await RunFolder.start(process.argv[2], runPlan());
        console.log('started');
        for (let epoch = 0; ; epoch++) folder.save(progress(epoch));`,
      resolveDir: join(import.meta.dirname, '../../..'),
    },
    outfile,
    bundle: true,
    format: 'esm',
    platform: 'node',
    logLevel: 'error',
    banner: {
      js: "import { createRequire as __createRequire } from 'node:module'; const require = __createRequire(import.meta.url);",
    },
  });
}

const isRoot = process.getuid?.() === 0;

/** A small file system of its own, which only root can make. */
function mount(name: string, options: string): string | null {
  const path = join(scratch, name);
  mkdirSync(path);
  const done = isRoot && spawnSync('mount', ['-t', 'tmpfs', '-o', options, 'morphoscope', path]).status === 0;
  if (done) afterAll(() => spawnSync('umount', [path]));
  return done ? path : null;
}

const disk = mount('small-disk', 'size=1m');
const readOnly = mount('read-only', 'size=1m,ro');
const UNMOUNTED = ' (skipped: mounting a file system needs root)';

describe('a disk that fills up', () => {
  it.skipIf(disk === null)(
    `stops with one sentence, what was saved being whole${disk === null ? UNMOUNTED : ''}`,
    async () => {
      const path = join(disk ?? '', 'run');
      const folder = await RunFolder.start(path, runPlan());
      let failure: unknown = null;
      let last = -1;
      for (let epoch = 0; failure === null; epoch++) {
        try {
          folder.save(progress(epoch));
          last = epoch;
        } catch (error) {
          failure = error;
        }
      }
      expect(failure).toMatchObject({ reason: 'disk-full' });
      expect(messageOf(failure)).toMatch(
        /(epoch-\d+\.h5|metrics\.csv|run\.json|state\.bin) could not be written because the disk of .*run is full; what was saved before is whole: free some space\.$/,
      );
      expect(last).toBeGreaterThan(3);
      expect(readdirSync(path).some((name) => name.endsWith('.tmp'))).toBe(false);
      expect(decodeState(readFileSync(join(path, 'state.bin')), 'state.bin').state.epoch).toBe(last);
      const { files, failed } = await listRun([path]);
      expect(failed).toEqual([]);
      for (const { path: file } of files) {
        const model = await openCheckpoint(file, null);
        expect(model.layers.flatMap(({ variables }) => variables).reduce((sum, { size }) => sum + size, 0)).toBe(
          PARAMETERS,
        );
        model.close();
      }
    },
  );
});

describe('a folder that may not be written to', () => {
  it.skipIf(readOnly === null)(`is named${readOnly === null ? UNMOUNTED : ''}`, async () => {
    const path = readOnly ?? '';
    const sentence = `run could not be written: ${path} may not be written to; choose another folder.`;
    await expect(RunFolder.start(join(path, 'run'), runPlan())).rejects.toMatchObject({
      reason: 'permission',
      message: sentence,
    });
    expect(() => acquireRunLock(join(path, 'run'))).toThrow(sentence);
  });

  it.skipIf(isRoot || process.platform === 'win32')(
    `is named by its rights${isRoot ? ' (skipped: root may write anywhere)' : ''}`,
    async () => {
      const closed = fresh();
      mkdirSync(closed);
      chmodSync(closed, 0o500);
      await expect(RunFolder.start(join(closed, 'run'), runPlan())).rejects.toMatchObject({ reason: 'permission' });
    },
  );

  it.skipIf(process.platform !== 'linux')('is named also where the system says that it does not exist', async () => {
    await expect(RunFolder.start('/proc/self/run', runPlan())).rejects.toThrow(/^run could not be written: /);
  });
});
