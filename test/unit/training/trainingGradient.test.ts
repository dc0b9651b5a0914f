import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { meanSquaredErrorGradient } from '../../../src/training/backpropagation.js';
import { Random, unit } from '../../../src/morphology/random.js';
import { denseLayers, networkWidths, parameterCount } from '../../../src/training/denseLayers.js';
import { initialParameters } from '../../../src/training/initialize.js';
import { uniform } from '../../../src/training/random.js';
import { trainingGradient } from '../../../src/training/trainingGradient.js';
import { clusters, relativeDistance, SETTINGS } from '../../support/training.js';

const SAMPLES = clusters(7, 300);
const layers = denseLayers(networkWidths(SETTINGS, 10));
const parameters = Float64Array.from(initialParameters(SETTINGS, 10));

describe('the gradient of a training', () => {
  it.each([1, 7, 64, 300, 1000])('in batches of %i is that of all samples at once', async (batch) => {
    const all = Array.from({ length: SAMPLES.count }, (_, i) => i);
    const expected = meanSquaredErrorGradient(layers, parameters, { indices: all, samples: SAMPLES });
    const done: number[] = [];
    const { gradient, batches } = await trainingGradient(
      layers,
      parameters,
      SAMPLES,
      { batch, seed: 3 },
      { onSlice: (samples) => done.push(samples) },
    );
    expect(relativeDistance(gradient, expected.gradient)).toBeLessThan(1e-13);
    expect(done.at(-1)).toBe(SAMPLES.count);
    expect(done).toEqual(done.toSorted((a, b) => a - b));
    if (SAMPLES.count % Math.min(batch, SAMPLES.count) === 0)
      expect(relativeDistance(batches.mean, gradient)).toBeLessThan(1e-13);
    // A mean square is at least the square of the mean, and is it where there is one batch only.
    batches.meanSquare.forEach((square, i) =>
      expect(square).toBeGreaterThanOrEqual((batches.mean[i] ?? NaN) ** 2 * (1 - 1e-12)),
    );
    if (batch >= SAMPLES.count)
      expect(
        relativeDistance(
          batches.meanSquare,
          gradient.map((g) => g * g),
        ),
      ).toBeLessThan(1e-13);
  });

  it.each([
    [[3, 1], 1],
    [[1, 5, 1], 1],
    [[13, 128, 7, 3, 1], 1],
    [[100, 70, 9, 9, 1], 0.2],
  ] as const)(
    'of %j with a share of %d of the features not 0 is that of one sample after the other',
    async (widths, share) => {
      const random = new Random(17);
      const count = 203;
      const x = Float32Array.from({ length: count * widths[0] }, () => (unit(random) < share ? uniform(random, 1) : 0));
      const samples = { count, x, y: Float32Array.from({ length: count }, () => uniform(random, 5)) };
      const chain = denseLayers(widths);
      const weights = Float64Array.from({ length: parameterCount(chain) }, () => uniform(random, 0.5));
      const indices = Array.from({ length: count }, (_, i) => i);
      const expected = meanSquaredErrorGradient(chain, weights, { indices, samples });
      const { gradient } = await trainingGradient(chain, weights, samples, { batch: 90, seed: 3 });
      expect(relativeDistance(gradient, expected.gradient)).toBeLessThan(1e-13);
    },
  );

  it('finds the live nodes that numpy finds', async () => {
    const golden = JSON.parse(readFileSync('test/fixtures/training/keras3.json', 'utf8')) as {
      readonly seed: number;
      readonly widths: readonly number[];
      readonly samples: number;
      readonly parameters: readonly number[];
      readonly live: readonly { readonly shift: number; readonly nodes: readonly number[] }[];
    };
    const samples = clusters(golden.seed, golden.samples);
    const widths = denseLayers(golden.widths);
    for (const { shift, nodes } of golden.live) {
      const shifted = Float64Array.from(golden.parameters);
      for (const { biases, end } of widths) for (let i = biases; i < end; i++) shifted[i] = (shifted[i] ?? NaN) + shift;
      const { live } = await trainingGradient(widths, shifted, samples, { batch: 50, seed: 1 });
      expect(live.map((mask) => mask.reduce((sum, one) => sum + one, 0))).toEqual(nodes);
    }
  });

  it('stops when it is cancelled', async () => {
    const controller = new AbortController();
    const cancelled = trainingGradient(
      layers,
      parameters,
      SAMPLES,
      { batch: 64, seed: 3 },
      { signal: controller.signal, onSlice: () => controller.abort() },
    );
    await expect(cancelled).rejects.toMatchObject({ reason: 'cancelled' });
  });
});
