import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import { readSampleData } from '../../../src/checkpoint/sampleData.js';
import { compareActivations } from '../../../src/comparison/activationComparison.js';
import { align } from '../../../src/comparison/alignment.js';
import { correlateNodes } from '../../../src/comparison/correlateNodes.js';
import { Pauses } from '../../../src/morphology/pause.js';
import { Random, unit } from '../../../src/morphology/random.js';
import { linearCka } from '../../../src/representation/cka.js';
import { hiddenActivations, type Activations } from '../../../src/representation/hiddenActivations.js';
import { opened } from '../../support/permuted.js';

// TensorFlow.js takes seconds to load, many on a busy machine.
vi.setConfig({ testTimeout: 120_000 });

const FIXTURES = join(import.meta.dirname, '../../fixtures');
const fixture = (path: string): string => join(FIXTURES, path);
const samplesOf = (data: string) => readSampleData(fixture(`data/${data}.npy`));
const pauses = new Pauses(undefined);

/** By Keras and numpy: `test/fixtures/make/similarity.py`. */
const golden = JSON.parse(readFileSync(fixture('similarity.json'), 'utf8')) as {
  readonly pairs: Readonly<
    Record<
      string,
      {
        readonly a: string;
        readonly b: string;
        readonly data: string;
        readonly layers: readonly { readonly name: string; readonly cka: number; readonly ckaDebiased: number }[];
      }
    >
  >;
  readonly means: {
    readonly path: string;
    readonly data: string;
    readonly layers: Readonly<Record<string, readonly number[]>>;
  };
};

describe('the similarity of two networks layer by layer', () => {
  it.each(Object.entries(golden.pairs))('%s', async (_, pair) => {
    const [a, b, data] = [await opened(fixture(pair.a)), await opened(fixture(pair.b)), await samplesOf(pair.data)];
    const { layers } = align(a.network, b.network);
    const found = await compareActivations(a, b, data, layers, { correlateUpTo: 0 });
    expect(found).toHaveLength(pair.layers.length);
    for (const [index, layer] of pair.layers.entries()) {
      expect(found[index]?.cka, layer.name).toBeCloseTo(layer.cka, 5);
      expect(found[index]?.ckaDebiased, layer.name).toBeCloseTo(layer.ckaDebiased, 5);
      expect(found[index]).toMatchObject({ reason: null, samples: 64, available: 64, correlation: null });
    }
  });

  it('takes evenly spaced samples where there are many', async () => {
    const a = await opened(fixture('keras3/mlp/mlp.h5'));
    const few = await samplesOf('data-8');
    const values = Float32Array.from({ length: 64 * 8 * 40 }, (_, i) => few.values[i % few.values.length] ?? NaN);
    const [layers, options] = [[{ a: 0, b: 0 }], { correlateUpTo: 0 }];
    const [found] = await compareActivations(a, a, { ...few, shape: [2560, 8], values }, layers, options);
    expect(found).toMatchObject({ samples: 1000, available: 2560 });
    expect(found?.cka).toBeCloseTo(1, 9);
  });

  it('has a reason where there is no architecture', async () => {
    const a = await opened(fixture('keras2/twelve-alone/twelve_weights.h5'));
    const [found] = await compareActivations(a, a, await samplesOf('data-10'), [{ a: 0, b: 0 }], { correlateUpTo: 9 });
    expect(found).toMatchObject({ cka: null, ckaDebiased: null, correlation: null });
    expect(found?.reason).toMatch(/^Without an architecture/);
  });
});

it('sees what hidden layers put out after their activation functions', async () => {
  const { model, network } = await opened(fixture(golden.means.path));
  const names = network.segments.flatMap(({ hidden }) => hidden.map(({ name }) => name));
  const data = await samplesOf(golden.means.data);
  const found = await hiddenActivations(model, network, data, [...names.keys()]);
  for (const [place, name] of names.entries()) {
    const layer = found[place];
    if (layer === undefined || typeof layer === 'string') throw new Error(layer);
    const means = golden.means.layers[name] ?? [];
    expect(layer).toMatchObject({ nodes: means.length, perSample: means.length, samples: 64 });
    for (const [node, mean] of means.entries()) {
      let sum = 0;
      for (let i = node; i < layer.values.length; i += means.length) sum += layer.values[i] ?? NaN;
      // TensorFlow.js' gelu is the approximate one.
      expect(sum / 64, `${name} ${node}`).toBeCloseTo(mean, name === 'd_gelu' ? 2 : 5);
    }
  }
});

it('correlates nodes over samples and positions; those that do nothing go together', async () => {
  const layer = (rows: readonly (readonly number[])[]): Activations => ({
    nodes: 3,
    samples: rows.length / 2,
    perSample: 6,
    values: Float32Array.from(rows.flat()),
  });
  const a = layer([
    [1, 0, 2],
    [2, 0, 1],
    [3, 0, 5],
    [4, 0, 1],
  ]);
  const b = layer([
    [0.5, 8, 1],
    [0.5, 6, 2],
    [0.5, 4, 4],
    [0.5, 2, 8],
  ]);
  const found = await correlateNodes(a, b, pauses);
  // numpy.corrcoef of the columns.
  const expected = [-1, -1, 0.9591663047, 1, -1, -1, -1, -0.0681994339, -0.0995439551];
  for (const [i, value] of expected.entries()) expect(found[i], String(i)).toBeCloseTo(value, 6);
});

describe('linear CKA', () => {
  const random = new Random(3);
  const activations = (samples: number, perSample: number, at: (i: number) => number): Activations => ({
    nodes: perSample,
    samples,
    perSample,
    values: Float32Array.from({ length: samples * perSample }, (_, i) => at(i)),
  });
  const noise = (): number => unit(random) - 0.5;
  const a = activations(30, 4, noise);
  const b = activations(30, 6, noise);

  it('is the same for activations that are rotated, mirrored, scaled and shifted', async () => {
    // A Householder matrix is orthogonal: x - 2 v (v x) / |v|².
    const v = [1, -2, 0.5, 3];
    const norm = v.reduce((sum, value) => sum + value ** 2, 0);
    const turned = activations(30, 4, (i) => {
      const [sample, node] = [Math.floor(i / 4), i % 4];
      const along = v.reduce((sum, value, k) => sum + value * (a.values[sample * 4 + k] ?? NaN), 0);
      return 7 * ((a.values[i] ?? NaN) - (2 * (v[node] ?? NaN) * along) / norm) + node;
    });
    const [plain, same] = [await linearCka(a, b, pauses), await linearCka(turned, b, pauses)];
    expect(same.cka).toBeCloseTo(plain.cka ?? NaN, 5);
    expect(same.ckaDebiased).toBeCloseTo(plain.ckaDebiased ?? NaN, 5);
    const own = await linearCka(a, turned, pauses);
    expect(own.cka).toBeCloseTo(1, 5);
    expect(own.ckaDebiased).toBeCloseTo(1, 5);
    // Noise is not alike; the bias of few samples is what the debiased one takes off.
    expect(plain.cka).toBeGreaterThan(0.05);
    expect(Math.abs(plain.ckaDebiased ?? NaN)).toBeLessThan(0.2);
  });

  it.each([
    ['3 samples', activations(3, 4, noise), /at least 4 samples, and there are 3/],
    ['constant activations', activations(30, 4, () => 0.1), /^All samples have the same activations/],
    ['no numbers', activations(30, 4, (i) => (i === 5 ? NaN : 1)), /not finite/],
  ])('is null with a reason for %s', async (_, odd, why) => {
    const other = { ...odd, values: Float32Array.from(odd.values, noise) };
    for (const found of [await linearCka(odd, other, pauses), await linearCka(other, odd, pauses)]) {
      expect(found).toMatchObject({ cka: null, ckaDebiased: null });
      expect(found.reason).toMatch(why);
    }
  });

  it('has no estimate without bias where one sample alone is active', async () => {
    const found = await linearCka(
      activations(30, 4, (i) => (i === 40 ? 1 : 0)),
      a,
      pauses,
    );
    expect(found.cka).not.toBeNull();
    expect(found.ckaDebiased).toBeNull();
    expect(found.reason).toMatch(/^Too few samples/);
  });
});
