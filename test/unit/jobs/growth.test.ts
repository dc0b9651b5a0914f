import { createHash } from 'node:crypto';
import { copyFileSync, cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import { writeKerasH5 } from '../../../src/checkpoint/write.js';
import { measureGrowth } from '../../../src/jobs/growth.js';
import { growthOf } from '../../../src/jobs/growthOf.js';
import { layersInMotion, predictGrowth } from '../../../src/jobs/growthPredictions.js';
import { growthRun, readEpoch, trainingSamples } from '../../../src/jobs/growthRun.js';
import type { GrowthComparison } from '../../../src/protocol/comparison.js';
import type { RunFile } from '../../../src/protocol/worker.js';
import { modelOf } from '../../../src/training/runFolder.js';
import { trainingGradient } from '../../../src/training/trainingGradient.js';
import { cli } from '../../support/cli.js';
import { fixtures } from '../../support/golden.js';
import { scratchFolder } from '../../support/scratch.js';
import { relativeDistance } from '../../support/training.js';

/** Of `fixtures/make/growth.py`. */
interface Golden {
  readonly arguments: readonly string[];
  readonly files: Readonly<Record<string, string>>;
  readonly samples: number;
  readonly pairs: readonly GoldenPair[];
}

interface GoldenPair {
  readonly from: number;
  readonly to: number;
  readonly layers: readonly string[];
  readonly gradient: readonly number[];
  readonly relativeChange: number;
  readonly signFlips: number;
  readonly medianMove: number;
  readonly live: readonly (readonly number[])[];
  readonly actual: readonly (readonly number[])[];
  readonly baseline: number;
  readonly predictions: Readonly<Record<string, GoldenPrediction>>;
}

interface GoldenPrediction {
  readonly growth: readonly (readonly number[])[];
  readonly spearman: number;
  readonly p: number;
  readonly spearmanLive: number;
  readonly pLive: number;
}

const golden = JSON.parse(readFileSync(join(fixtures, 'training/growth.json'), 'utf8')) as Golden;
const SCRIPT = resolve('dist/worker/growth.mjs');
const scratch = scratchFolder();
const at = (name: string): string => join(scratch, name);
/** No data set has been downloaded there. */
const cache = at('cache');

// Many of the tests start processes, each of which takes seconds on a busy machine.
vi.setConfig({ testTimeout: 120_000 });

async function train(name: string, ...args: readonly string[]): Promise<string> {
  const { code, stderr } = await cli(['train', '--dataset', at('growth.npy'), ...args, '--out', at(name)]);
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  return at(name);
}

function epoch(folder: string, number: number): RunFile {
  const name = `epoch-${String(number).padStart(4, '0')}.h5`;
  return { path: join(folder, name), name, epoch: number, architecture: null, size: 0, mtimeMs: 0 };
}

function growth(folder: string, from: number, to: number): Promise<GrowthComparison> {
  const params = { a: epoch(folder, from), b: epoch(folder, to), cache };
  return measureGrowth(params, { signal: new AbortController().signal, progress: () => undefined });
}

beforeAll(async () => {
  copyFileSync(join(fixtures, 'training/growth.npy'), at('growth.npy'));
  const run = await train('run', ...golden.arguments);
  for (const [name, sha256] of Object.entries(golden.files))
    expect(
      createHash('sha256')
        .update(readFileSync(join(run, name)))
        .digest('hex'),
    ).toBe(sha256);
}, 120_000);

describe('predicted and actual growth', () => {
  it.each(golden.pairs)('from epoch $from to $to are those of numpy', async (expected) => {
    const found = await growth(at('run'), expected.from, expected.to);
    expect(found).toMatchObject({ pair: { from: expected.from, to: expected.to }, samples: golden.samples });
    for (const field of ['relativeChange', 'signFlips', 'medianMove'] as const)
      expect(found[field]).toBeCloseTo(expected[field], 10);
    expect(found.predictions.map(({ kind }) => kind)).toEqual(['gradient', 'adam', 'equation3']);
    for (const { kind, layers, baseline, ...prediction } of found.predictions) {
      const known = expected.predictions[kind] ?? expect.fail(kind);
      expect(prediction.spearman).toBeCloseTo(known.spearman, 10);
      expect(prediction.spearmanLive).toBeCloseTo(known.spearmanLive, 10);
      expect(baseline).toBeCloseTo(expected.baseline, 10);
      // Both are drawn, from 10 000 and from 20 000 orders.
      expect(Math.abs((prediction.p ?? NaN) - known.p)).toBeLessThan(0.002);
      expect(Math.abs((prediction.pLive ?? NaN) - known.pLive)).toBeLessThan(0.005);
      expect(layers.map(({ name, live }) => ({ name, live }))).toEqual(
        expected.layers.map((name, k) => ({ name, live: expected.live[k] })),
      );
      layers.forEach((layer, k) => {
        expect(relativeDistance(layer.predicted, inDeviations(known.growth[k] ?? []))).toBeLessThan(1e-9);
        expect(relativeDistance(layer.actual, inDeviations(expected.actual[k] ?? []))).toBeLessThan(1e-9);
      });
    }
  });

  it.each(golden.pairs)(
    'from epoch $from: gradient and rates are those of numpy, in their size too',
    async (expected) => {
      const run = growthRun(at('run'));
      const { parameters, adam } = await readEpoch(run, epoch(at('run'), expected.from).path);
      const weights = Float64Array.from(parameters);
      const slope = await trainingGradient(run.layers, weights, await trainingSamples(run, { cache }), run.document);
      expect(relativeDistance(slope.gradient, expected.gradient)).toBeLessThan(1e-9);
      const state = adam?.steps === 0 ? null : adam;
      const source = { layers: run.layers, parameters: weights, slope, optimizer: run.document.optimizer, adam: state };
      for (const { kind, rates } of predictGrowth(source)) {
        const known = expected.predictions[kind]?.growth ?? [];
        known.forEach((values, k) => {
          const layer = 'missing' in rates ? expect.fail(rates.missing) : (rates[k] ?? []);
          expect(relativeDistance(layer, values)).toBeLessThan(1e-9);
        });
      }
    },
  );

  it('agree over a step so small that only first order is left', async () => {
    const run = growthRun(at('run'));
    const weights = Float64Array.from((await readEpoch(run, epoch(at('run'), 1).path)).parameters);
    const slope = await trainingGradient(run.layers, weights, await trainingSamples(run, { cache }), run.document);
    const flow = slope.gradient.map((g) => -g);
    const time = 1e-7;
    const moved = weights.map((w, i) => w + time * (flow[i] ?? NaN));
    const after = layersInMotion(run.layers, moved, flow);
    layersInMotion(run.layers, weights, flow).forEach(({ connectivity, growth: rates }, k) => {
      const actual = connectivity.map((r, node) => ((after[k]?.connectivity[node] ?? NaN) - r) / time);
      expect(relativeDistance(rates, actual)).toBeLessThan(1e-5);
    });
  });

  it('say what was assumed of Adam', async () => {
    expect((await growth(at('run'), 0, 1)).flags.join()).toMatch(/estimated from the mean and the mean square/);
    expect((await growth(at('run'), 1, 2)).flags).toEqual(["Adam's step is taken from the state saved with a."]);
  });

  it('say that a pair is beyond first order, and that nothing moved', async () => {
    const fast = await train('fast', '--epochs', '1', '--optimizer', 'adam:0.1');
    const far = await growth(fast, 0, 1);
    expect(far.relativeChange).toBeGreaterThan(0.3);
    expect(far.flags[0]).toBe('beyond first order');
    const slow = await train('slow', '--epochs', '2', '--optimizer', 'adam:0.00000001');
    expect((await growth(slow, 1, 2)).flags[0]).toBe('did not move');
  });

  it('beyond first order name the epochs of the run to begin with', async () => {
    const run = await train('settling', '--dataset', 'clusters', '--epochs', '4', '--keep', 'all');
    const pairs = [0, 1, 2, 3];
    const found = await Promise.all(pairs.map((from) => growth(run, from, from + 1)));
    const first = found.findIndex(({ relativeChange }) => (relativeChange ?? Infinity) <= 0.3);
    expect(first).toBeGreaterThan(0);
    expect(found[0]).toMatchObject({ flags: { 0: 'beyond first order' }, defaultPair: { from: first, to: first + 1 } });
    expect(found[0]?.flags[1]).toMatch(`Begin with epochs ${first} and ${first + 1}, the first between which`);
    // Without one of these two the next are the first; what cannot be read is passed over.
    writeFileSync(epoch(run, first + 1).path, 'cut short');
    expect((await growth(run, 0, 1)).defaultPair?.from).not.toBe(first);
    expect(await growth(at('run'), 0, 1)).toMatchObject({ defaultPair: null });
  });

  it('have a reason instead of a number where the gradient overflows', async () => {
    const folder = copyOfRun('huge');
    const run = growthRun(folder);
    const { parameters } = await readEpoch(run, epoch(folder, 1).path);
    const huge = parameters.map((value) => value * 1e37);
    await writeKerasH5(epoch(folder, 1).path, modelOf(run.document), huge, null);
    const { predictions } = await growth(folder, 1, 2);
    for (const { spearman, layers, baseline, reasons } of predictions) {
      expect({ spearman, layers }).toEqual({ spearman: null, layers: [] });
      expect(reasons).toMatchObject({ spearman: 'the weights are so large that the gradient is no finite number' });
      expect(baseline).not.toBeNull();
    }
  });

  it('are null where no weight has moved', async () => {
    const folder = copyOfRun('equal');
    copyFileSync(epoch(folder, 1).path, epoch(folder, 2).path);
    const { relativeChange, medianMove, flags, predictions } = await growth(folder, 1, 2);
    expect({ relativeChange, medianMove, flag: flags[0] }).toEqual({
      relativeChange: 0,
      medianMove: 0,
      flag: 'did not move',
    });
    const why = 'no layer has three nodes that grow differently';
    for (const { spearman, baseline, reasons } of predictions)
      expect({ spearman, baseline, reasons }).toMatchObject({
        spearman: null,
        baseline: null,
        reasons: { spearman: why, p: why, baseline: why },
      });
  });
});

/** As they are drawn: in units of the layer's standard deviation. */
function inDeviations(values: readonly number[]): readonly number[] {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const sd = Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length);
  return values.map((value) => value / sd);
}

describe('growth is not predicted', () => {
  it('by Adam for a run of SGD', async () => {
    const sgd = await train('sgd', '--epochs', '1', '--optimizer', 'sgd:0.001');
    const { predictions, flags } = await growth(sgd, 0, 1);
    expect(predictions.map(({ spearman }) => spearman === null)).toEqual([false, true, false]);
    const why = 'the run was not trained by Adam';
    expect(predictions[1]).toMatchObject({ layers: [], p: null, reasons: { spearman: why, spearmanLive: why } });
    expect(flags.join()).not.toContain('Adam');
  });

  it.each([
    ['backwards', 2, 1],
    ['from an epoch to itself', 1, 1],
  ])('%s', async (_, from, to) => {
    await expect(growth(at('run'), from, to)).rejects.toThrow(
      `epoch-000${to}.h5 is not a later epoch than epoch-000${from}.h5; growth is predicted`,
    );
  });

  it('between two runs', async () => {
    const params = { a: epoch(at('run'), 0), b: epoch(at('other'), 1), cache };
    const { growth: none, reason } = await growthOf(SCRIPT, params, {});
    expect(none).toBeNull();
    expect(reason).toMatch(
      /^epoch-0000.h5 and epoch-0001.h5 are of different runs; growth is predicted from one epoch/,
    );
  });

  it('for a run of another program', async () => {
    const folder = join(fixtures, 'runs/keras2-h5');
    await expect(growth(folder, 0, 1)).rejects.toThrow(
      /^keras2-h5 holds no run.json, and only that tells on which data the network was trained; train one with/,
    );
  });

  it('for a network of one hidden layer', async () => {
    const shallow = await train('shallow', '--epochs', '1', '--layers', '5');
    await expect(growth(shallow, 0, 1)).rejects.toThrow(
      /^shallow has fewer than two hidden layers, and the last one is left out/,
    );
  });

  it('for what TensorFlow.js trained', async () => {
    const folder = copyOfRun('tfjs', (document) => ({ ...document, engine: 'tfjs' }));
    await expect(growth(folder, 0, 1)).rejects.toThrow(/^TensorFlow.js trained tfjs; growth is predicted for networks/);
  });

  it('where the file holds another network than run.json says', async () => {
    const folder = copyOfRun('layers', (document) => ({ ...document, layers: [8, 7, 9] }));
    await expect(growth(folder, 0, 1)).rejects.toThrow(
      'epoch-0000.h5 does not hold the network that run.json describes; restore the file, or run.json.',
    );
  });

  it('where an epoch has disappeared', async () => {
    const folder = copyOfRun('gone');
    rmSync(epoch(folder, 1).path);
    await expect(growth(folder, 0, 1)).rejects.toThrow(/epoch-0001.h5/);
  });

  it('where the data is not what it was, or gone', async () => {
    const data = at('changing.npy');
    const folder = copyOfRun('changed', (document) => ({ ...document, dataset: data }));
    await expect(growth(folder, 0, 1)).rejects.toThrow(/changing.npy/);
    const bytes = readFileSync(at('growth.npy'));
    bytes.writeFloatLE(0.5, bytes.length - 8);
    writeFileSync(data, bytes);
    await expect(growth(folder, 0, 1)).rejects.toThrow(/^The data of changed is not what the run began with/);
  });

  it('from files that a run.json names which nobody trusts', async () => {
    const call = { signal: new AbortController().signal, progress: () => undefined };
    const restricted = (folder: string): Promise<GrowthComparison> =>
      measureGrowth({ a: epoch(folder, 0), b: epoch(folder, 1), cache, isRestricted: true }, call);
    await expect(restricted(at('run'))).rejects.toThrow(
      /^run.json of run names a file of this machine .* in trusted workspaces only/,
    );
    const folder = copyOfRun('elsewhere', (document) => ({ ...document, dataset: 'mnist', dataFolder: scratch }));
    await expect(restricted(folder)).rejects.toThrow(/in trusted workspaces only/);
    const drawn = await train('drawn', '--dataset', 'clusters', '--epochs', '1');
    expect((await restricted(drawn)).samples).toBeGreaterThan(0);
  });

  it('where the original files were never downloaded', async () => {
    const folder = copyOfRun('mnist', (document) => ({ ...document, dataset: 'mnist' }));
    await expect(growth(folder, 0, 1)).rejects.toThrow(
      /^MNIST is not on this machine \(train-images-idx3-ubyte, .*\); train on it once, which asks before it downloads/,
    );
  });
});

function copyOfRun(name: string, change: (document: object) => object = (document) => document): string {
  cpSync(at('run'), at(name), { recursive: true });
  const path = join(at(name), 'run.json');
  writeFileSync(path, JSON.stringify(change(JSON.parse(readFileSync(path, 'utf8')) as object)));
  return at(name);
}

describe('a thread for growth', () => {
  it('gives what the job gives, and tells how far it is', async () => {
    const shown: unknown[] = [];
    const params = { a: epoch(at('run'), 1), b: epoch(at('run'), 2), cache };
    const { growth: found, reason } = await growthOf(SCRIPT, params, { onProgress: (value) => shown.push(value) });
    expect(reason).toBeNull();
    expect(found).toEqual(await growth(at('run'), 1, 2));
    expect(shown.at(-1)).toEqual({ done: golden.samples, total: golden.samples, what: 'samples of the gradient' });
  });

  it('is ended by a cancel', async () => {
    const controller = new AbortController();
    const params = { a: epoch(at('run'), 1), b: epoch(at('run'), 2), cache };
    const options = { signal: controller.signal, onProgress: () => controller.abort() };
    await expect(growthOf(SCRIPT, params, options)).rejects.toMatchObject({ reason: 'cancelled' });
  });

  it('knows the networks of an ensemble', async () => {
    const folder = await train('ensemble', '--networks', '2', '--init', 'glorot', '--epochs', '1', '--keep', 'all');
    const network = join(folder, 'network-0001');
    const { samples, predictions } = await growth(network, 0, 1);
    expect(samples).toBe(golden.samples);
    expect(predictions.every(({ spearman }) => spearman !== null)).toBe(true);
    mkdirSync(join(folder, 'network-0007'));
    await expect(growth(join(folder, 'network-0007'), 0, 1)).rejects.toThrow(/^network-0007 holds no run.json/);
  });
});
