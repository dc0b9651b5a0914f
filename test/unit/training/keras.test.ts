import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { initialParameters } from '../../../src/training/initialize.js';
import { createKernelTrainer } from '../../../src/training/kernel/kernelTrainer.js';
import { createReferenceTrainer } from '../../../src/training/referenceTrainer.js';
import type { NetworkSettings } from '../../../src/training/settings.js';
import { clusters, relativeDistance } from '../../support/training.js';

interface Curve {
  readonly rate: number;
  readonly losses: readonly number[];
  readonly outputs: readonly number[];
}

/** Made by fixtures/make/training.py. */
const golden = JSON.parse(readFileSync('test/fixtures/training/keras3.json', 'utf8')) as {
  readonly seed: number;
  readonly widths: readonly number[];
  readonly limit: number;
  readonly samples: number;
  readonly batch: number;
  readonly parameters: readonly number[];
  readonly orders: readonly (readonly number[])[];
  readonly adam: Curve;
  readonly sgd: Curve & { readonly momentum: number };
};
const data = clusters(golden.seed, golden.samples);
const settings = (optimizer: NetworkSettings['optimizer']): NetworkSettings => ({
  hidden: golden.widths.slice(1, -1),
  init: { kind: 'uniform', limit: golden.limit },
  zeroBias: false,
  optimizer,
  batch: golden.batch,
  epochs: golden.orders.length,
  seed: golden.seed,
});
const adam = settings({ kind: 'adam', rate: golden.adam.rate });
const sgd = settings({ kind: 'sgd', rate: golden.sgd.rate, momentum: golden.sgd.momentum });

describe('Keras 3 with the same weights and batches', () => {
  it('starts from the weights our seed gives', () => {
    expect(initialParameters(adam, golden.widths[0] ?? 0)).toEqual(Float32Array.from(golden.parameters));
  });

  describe.each([
    ['kernel', createKernelTrainer],
    ['reference', createReferenceTrainer],
  ])('%s', (_, create) => {
    it.each([
      ['adam', adam, golden.adam],
      ['sgd', sgd, golden.sgd],
    ])('has the loss curve of %s, visiting samples in the same order', async (__, chosen, expected) => {
      const trainer = await create(chosen, data, golden.widths[0] ?? 0);
      expected.losses.forEach((loss, epoch) => {
        expect(Math.abs((trainer.step() ?? NaN) / loss - 1)).toBeLessThan(1e-2);
        expect([...trainer.state().order]).toEqual(golden.orders[epoch]);
      });
      expect(relativeDistance(trainer.predict(data), expected.outputs)).toBeLessThan(1e-2);
    });
  });
});
