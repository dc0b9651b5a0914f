import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, expect, it } from 'vitest';
import { contentHash } from '../../../src/experiments/contentHash.js';
import type { Figure } from '../../../src/experiments/figure.js';
import { FORMAT } from '../../../src/experiments/networkFile.js';
import { reproduce } from '../../../src/jobs/reproduction.js';
import { forecast } from '../../../src/jobs/reproductionForecast.js';
import { CheckpointError } from '../../../src/network/failure.js';
import type { ReproductionParams, ReproductionProgress } from '../../../src/protocol/reproduction.js';
import { scratchFolder } from '../../support/scratch.js';
import { smallFigure, smallGroup } from '../../support/smallFigure.js';
import { filesOf } from '../../support/trainCli.js';

const root = scratchFolder();
const THREAD = pathToFileURL(resolve('dist/worker/experiment.mjs')).href;
const figures = [smallFigure('2e', smallGroup()), smallFigure('2f', smallGroup({ networks: 2, growthRates: true }))];

let runs = 0;
/** Into new folders unless said otherwise. */
function params(changes: Partial<ReproductionParams> = {}): ReproductionParams {
  runs++;
  return {
    figures: ['2e', '2f'],
    datasets: ['clusters'],
    networks: null,
    seed: 3,
    aboveMedian: true,
    workers: 2,
    store: join(root, `store-${runs}`),
    out: join(root, `out-${runs}`),
    files: {},
    version: '1.0.0',
    ...changes,
  };
}

interface Changes {
  readonly figures?: readonly Figure[];
  readonly script?: string;
  readonly build?: string;
  readonly stop?: AbortController;
  readonly progress?: (value: ReproductionProgress) => void;
}

function run(given: ReproductionParams, changes: Changes = {}) {
  const { build = 'this', script = THREAD } = changes;
  const setup = { figures: changes.figures ?? figures, build, script };
  const { signal } = changes.stop ?? new AbortController();
  return reproduce(given, setup, { signal, progress: changes.progress ?? (() => undefined) });
}

/** A thread that ends itself in the middle of network `task`, so many times. */
function dyingThread(name: string, task: number, times: number): string {
  const script = join(root, `${name}.mjs`);
  const deaths = JSON.stringify(join(root, `${name}-deaths`));
  const code = `
    import { appendFileSync, existsSync, readFileSync } from 'node:fs';
    import { workerData } from 'node:worker_threads';
    const store = Atomics.store;
    const own = 2 + 2 * workerData.worker;
    let task = 0;
    Atomics.store = (words, index, value) => {
      const isBoard = words.buffer === workerData.board;
      if (isBoard && index === own) task = value;
      const deaths = existsSync(${deaths}) ? readFileSync(${deaths}).length : 0;
      if (isBoard && index === own + 1 && value === 2 && task === ${task + 1} && deaths < ${times}) {
        appendFileSync(${deaths}, 'x');
        process.exit(1);
      }
      return store(words, index, value);
    };
    await import(${JSON.stringify(THREAD)});`;
  writeFileSync(script, code);
  return pathToFileURL(script).href;
}

const whole = params({ workers: 1 });

describe('a reproduction', () => {
  it('trains each network once for all figures, and writes each figure', async () => {
    const seen: ReproductionProgress[] = [];
    const result = await run(whole, { progress: (value) => seen.push(value) });
    expect(result.status).toBe('finished');
    expect(result.networks).toEqual({ trained: 4, found: 0, failed: 0 });
    expect(result.notes).toEqual([]);
    expect(Object.keys(filesOf(whole.out ?? '')).sort()).toEqual([
      'figure-2e.json',
      'figure-2e.svg',
      'figure-2f.json',
      'figure-2f.svg',
      'plan.json',
      'reproduction.md',
    ]);
    const done = seen.flatMap(({ figure }) => (figure === null || figure.preliminary ? [] : [figure.document.figure]));
    expect(done.sort()).toEqual(['2e', '2f']);
    expect(seen.at(-1)?.networks).toMatchObject({ done: 4, total: 4 });
    const values = result.documents[1]?.data.values[0] as readonly (readonly unknown[])[];
    expect(values).toHaveLength(2);
    for (const [, , status, ...snapshots] of values) {
      expect(status).toBe('finished');
      expect(snapshots.map((snapshot) => (snapshot as readonly unknown[])[0])).toEqual([0, 1, 4]);
      for (const snapshot of snapshots) {
        expect((snapshot as readonly unknown[])[7]).toMatchObject({ negative: expect.any(Number) as number });
      }
      expect(new Set(snapshots.map((snapshot) => (snapshot as readonly unknown[])[4])).size).toBe(3);
    }
  });

  it.each([2, 3])('depends on the plan alone, not on its %i workers', async (workers) => {
    const given = params({ workers });
    await run(given);
    expect(filesOf(given.out ?? '')).toEqual(filesOf(whole.out ?? ''));
  });

  it('trains nothing again, for fewer networks and other figures neither', async () => {
    const again = params({ store: whole.store });
    expect((await run(again)).networks).toEqual({ trained: 0, found: 4, failed: 0 });
    expect(filesOf(again.out ?? '')).toEqual(filesOf(whole.out ?? ''));
    const fewer = [smallFigure('4a', smallGroup({ networks: 1, marks: [0, 4] }))];
    const other = params({ store: whole.store, figures: ['4a'] });
    const result = await run(other, { figures: fewer });
    expect(result.networks).toEqual({ trained: 0, found: 1, failed: 0 });
    const [[, , , ...snapshots] = []] = result.documents[0]?.data.values[0] as readonly (readonly unknown[])[];
    expect(snapshots).toHaveLength(2);
    const needs = await forecast(params({ store: whole.store }), figures, new AbortController().signal);
    expect(needs).toEqual({ networks: { toTrain: 0, found: 4 }, seconds: 0 });
    const nowhere = params({ store: whole.store, out: join(whole.out ?? '', 'plan.json', 'results') });
    await expect(forecast(nowhere, figures, new AbortController().signal)).rejects.toThrow(/plan\.json is no folder/);
  });

  it('computes a figure once: again for another build, other options, and what is damaged', async () => {
    let computed = 0;
    const [figure] = figures as [Figure];
    const counting: Figure = { ...figure, evaluate: (...given) => (computed++, figure.evaluate(...given)) };
    const given = params({ figures: ['2e'], store: whole.store, out: null });
    const computedBy = async (changes: Partial<ReproductionParams>, build: string): Promise<number> => {
      const before = computed;
      const result = await run({ ...given, ...changes }, { figures: [counting], build });
      expect(result.documents[0]?.data.values).toEqual(reference?.data.values);
      return computed - before;
    };
    const reference = (await run(given)).documents[0];
    expect(await computedBy({}, 'this')).toBe(0);
    expect(await computedBy({ workers: 1 }, 'this')).toBe(0);
    expect(await computedBy({}, 'another')).toBe(1);
    expect(await computedBy({ aboveMedian: false }, 'another')).toBe(1);
    const names = readdirSync(whole.store, { recursive: true, encoding: 'utf8' });
    const kept = names.filter((name) => name.endsWith('.figure')).map((name) => join(whole.store, name));
    for (const path of kept) writeFileSync(path, readFileSync(path, 'utf8').replace('finished', 'diverged'));
    expect(await computedBy({}, 'this')).toBe(1);
    expect(await computedBy({}, 'this')).toBe(0);
    for (const path of kept) {
      const outcome = { statistics: 'none', pictures: [{}] };
      const sha256 = contentHash({ format: FORMAT, key: basename(path, '.figure'), outcome });
      writeFileSync(path, JSON.stringify({ outcome, sha256 }));
    }
    expect(await computedBy({}, 'this')).toBe(1);
  });

  it('goes on where it was stopped and ends as one that never was', async () => {
    const settings = { ...smallGroup().settings, epochs: 600 };
    const longer = [smallFigure('2e', smallGroup({ settings, marks: [0, 2, 600], growthRates: true }))];
    const given = params({ figures: ['2e'], workers: 1 });
    const stop = new AbortController();
    const stopped = await run(given, {
      figures: longer,
      stop,
      progress: ({ networks: { done } }) => {
        if (done > 0) stop.abort();
      },
    });
    expect(stopped.status).toBe('stopped');
    expect(stopped.networks.trained).toBeGreaterThan(0);
    expect(stopped.networks.trained).toBeLessThan(4);
    expect(Object.keys(filesOf(given.out ?? ''))).toEqual(['plan.json']);
    const resumed = await run(given, { figures: longer });
    expect(resumed).toMatchObject({ status: 'finished', networks: { found: stopped.networks.trained } });
    const never = params({ figures: ['2e'], workers: 3 });
    await run(never, { figures: longer });
    expect(filesOf(given.out ?? '')).toEqual(filesOf(never.out ?? ''));
  }, 120_000);

  it('is stopped within a batch', async () => {
    const settings = { ...smallGroup().settings, epochs: 1_000_000 };
    const stop = new AbortController();
    const stopped = await run(params({ figures: ['2e'] }), {
      figures: [smallFigure('2e', smallGroup({ settings }))],
      stop,
      progress: () => stop.abort(),
    });
    expect(stopped).toMatchObject({ status: 'stopped', documents: [], networks: { trained: 0, failed: 0 } });
  });

  it('is stopped, not failed, before it knows what there is', async () => {
    const stop = new AbortController();
    stop.abort();
    const stopped = await run(params(), { stop });
    expect(stopped).toMatchObject({ status: 'stopped', documents: [], networks: { trained: 0, found: 0 } });
  });

  it('trains again what is damaged, and says so', async () => {
    const given = params({ store: whole.store });
    const [name = ''] = readdirSync(whole.store, { recursive: true, encoding: 'utf8' }).filter((path) =>
      path.endsWith('.network'),
    );
    const path = join(whole.store, name);
    const bytes = readFileSync(path);
    writeFileSync(path, bytes.subarray(0, bytes.length / 2));
    const result = await run(given);
    expect(result.networks).toMatchObject({ trained: 1, found: 3 });
    expect(result.notes).toEqual([expect.stringMatching(/^1 file.+damaged.+trained again/)]);
    expect(filesOf(given.out ?? '')).toEqual(filesOf(whole.out ?? ''));
    expect(readFileSync(path)).toEqual(bytes);
  });

  it('replaces a thread that ends in the middle of a network, and redoes that network', async () => {
    const given = params();
    const result = await run(given, { script: dyingThread('once', 1, 1) });
    expect(result.networks).toEqual({ trained: 4, found: 0, failed: 0 });
    expect(result.notes).toEqual([expect.stringMatching(/thread stopped unexpectedly.+replaced.+network 1 /)]);
    expect(filesOf(given.out ?? '')).toEqual(filesOf(whole.out ?? ''));
  });

  it('gives a network up that has ended three threads, and does the others', async () => {
    const result = await run(params(), { script: dyingThread('always', 2, 3) });
    expect(result.networks).toEqual({ trained: 3, found: 0, failed: 1 });
    expect(result.notes.at(-1)).toMatch(/^1 network.+missing: .+3 times/);
    expect((result.documents[0]?.data.values[0] as readonly unknown[]).length).toBe(3);
  });

  it('says why it cannot begin: no thread, another plan, no data', async () => {
    const missing = join(root, 'none.mjs');
    await expect(run(params(), { script: pathToFileURL(missing).href })).rejects.toThrow(/Cannot find module/);
    await expect(run(params({ out: whole.out, seed: 4 }))).rejects.toThrow(
      /plan\.json was made with the seed 3, not 4/,
    );
    const housing = [smallFigure('2e', smallGroup({ dataset: 'california-housing' }))];
    await expect(run(params({ figures: ['2e'] }), { figures: housing })).rejects.toThrow(
      /cannot be trained on without/,
    );
    await expect(run(params({ figures: ['4d'] }))).rejects.toThrow(/4d cannot be reproduced/);
  });

  it('needs no network, and goes on after a figure that fails', async () => {
    const failing: Figure = {
      ...smallFigure('2b'),
      evaluate: () => Promise.reject(new CheckpointError('bug', 'It is not defined.')),
    };
    const given = params({ figures: ['2b', '2e'] });
    const none = [failing, smallFigure('2e', smallGroup({ networks: 0 }))];
    const result = await run(given, { figures: none });
    expect(result).toMatchObject({ status: 'finished', networks: { trained: 0, found: 0, failed: 0 } });
    expect(result.documents.map(({ figure }) => figure)).toEqual(['2e']);
    expect(result.notes).toEqual(['Figure 2b could not be made: It is not defined.']);
  });

  it('fails where a figure cannot be written, instead of noting it figure by figure', async () => {
    const given = params({ figures: ['2e'] });
    mkdirSync(join(given.out ?? '', 'figure-2e.json', 'in the way'), { recursive: true });
    const none = [smallFigure('2e', smallGroup({ networks: 0 }))];
    await expect(run(given, { figures: none })).rejects.toMatchObject({ reason: 'permission' });
  });

  it('ends a network that diverges before that, in words', async () => {
    const settings = { ...smallGroup().settings, optimizer: { kind: 'sgd', rate: 1e6, momentum: 0 } } as const;
    const result = await run(params({ figures: ['2e'] }), { figures: [smallFigure('2e', smallGroup({ settings }))] });
    expect(result.notes).toEqual([expect.stringMatching(/^4 of 4 networks of clusters .+ diverged/)]);
    for (const [, , status] of result.documents[0]?.data.values[0] as readonly (readonly unknown[])[]) {
      expect(status).toBe('diverged');
    }
  });
});
