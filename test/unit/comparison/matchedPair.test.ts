import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { expect, it, vi } from 'vitest';
import { comparedFiles, fixtureParams } from '../../support/comparedFiles.js';

// TensorFlow.js takes seconds to load, many on a busy machine.
vi.setConfig({ testTimeout: 120_000 });

const NAMES = Object.keys(JSON.parse(readFileSync('test/fixtures/permuted/orders.json', 'utf8')) as object);
const DATA: Readonly<Record<string, string>> = {
  mlp: 'data-8',
  residual: 'data-8',
  convnet: 'data-8x8x1',
  separable: 'data-8x8x3',
  depthwise: 'data-8x8x3',
};

it.each(NAMES)(
  'a network and the same with its nodes in another order do not differ once they are matched: %s',
  async (name) => {
    const [a, b] = [`permuted/${name}/a.h5`, `permuted/${name}/b.h5`];
    const { pair, changes } = await comparedFiles(a, b, { match: 'auto' });
    expect(pair.permutation).toMatchObject({ applied: true, why: null });
    expect(pair.summary).toEqual({ relativeChange: 0, cosine: expect.closeTo(1, 12) as number, signFlips: 0 });
    for (const { relativeChange } of pair.matrices) expect(relativeChange).toBe(0);
    for (const { rankCorrelation, channelOverlap } of pair.layers) {
      expect(rankCorrelation).toBeCloseTo(1, 9);
      expect(channelOverlap).toEqual({ jaccard: 1, null: null, p: null });
    }
    for (const change of changes.segments.flat()) expect(change?.largest).toBe(0);
    const asStored = await comparedFiles(a, b, { match: 'off' });
    expect(asStored.pair.summary.relativeChange).toBeGreaterThan(0.5);
    expect(asStored.pair.permutation).toMatchObject({ applied: false, layers: [] });
  },
);

it.each(Object.entries(DATA))('so they are by what they make of samples: %s and %s', async (name, data) => {
  const [a, b] = [`permuted/${name}/a.h5`, `permuted/${name}/b.h5`];
  const attached = { data: resolve(`test/fixtures/data/${data}.npy`) };
  const { pair } = await comparedFiles(a, b, {
    match: 'auto',
    a: { ...(await fixtureParams(a)), ...attached },
    b: { ...(await fixtureParams(b)), ...attached },
  });
  expect(pair.summary.relativeChange).toBe(0);
  for (const { by } of pair.permutation.layers) expect(by).toBe('activations');
  for (const { cka, ckaDebiased } of pair.layers) {
    expect(cka).toBeCloseTo(1, 6);
    expect(ckaDebiased).toBeCloseTo(1, 6);
  }
});
