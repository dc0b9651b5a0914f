import { describe, expect, it } from 'vitest';
import { meanSquaredErrorGradient } from '../../../src/training/backpropagation.js';
import { denseLayers, parameterCount } from '../../../src/training/denseLayers.js';
import { Random, unit } from '../../../src/morphology/random.js';
import { uniform } from '../../../src/training/random.js';
import { instantiateKernel } from '../../../src/training/kernel/kernelInstance.js';
import { compileKernel } from '../../../src/training/kernel/kernelModule.js';
import { planKernel } from '../../../src/training/kernel/plan.js';
import { relativeDistance } from '../../support/training.js';

/** Widths that exercise every block size, rests of every length, and layers wider than a block. */
const SHAPES = [
  [1, 1],
  [1, 3, 1],
  [3, 7, 2, 1],
  [7, 8, 13, 1],
  [13, 128, 7, 3, 1],
  [10, 10, 10, 10, 1],
  [8, 5, 4, 6, 9, 1],
  [128, 13, 1],
  [2, 1, 1, 11, 1],
  [16, 128, 128, 5, 1],
];
const BATCHES = [1, 7, 8, 257];
const SAMPLES = 300;
/** First layers that are tried with the features other than 0 alone: whole blocks of outputs, and rests. */
const SPARSE_SHAPES = [
  [40, 1],
  [40, 8, 1],
  [33, 13, 5, 1],
  [100, 128, 7, 1],
  [50, 71, 1],
];

describe('the kernel', () => {
  const cases = [
    ...SHAPES.map((widths) => ({ widths, density: 1 })),
    ...SPARSE_SHAPES.map((widths) => ({ widths, density: 0.2 })),
  ];
  for (const { widths, density } of cases)
    it(`has the gradients of the float64 reference: ${widths.join('-')}, ${density} of the features not 0`, async () => {
      const random = new Random(widths.length);
      const [features = 0] = widths;
      const x = Float32Array.from({ length: SAMPLES * features }, () =>
        unit(random) < density ? uniform(random, 1) : 0,
      );
      const y = Float32Array.from({ length: SAMPLES }, () => 5 + uniform(random, 5));
      const kernel = instantiateKernel(
        await compileKernel('reproducible'),
        planKernel(widths, SAMPLES, density < 1 ? x.filter((value) => value !== 0).length : null),
        0,
      );
      const layers = denseLayers(widths);
      kernel.load({ count: SAMPLES, x, y });
      kernel.order.forEach((_, i, order) => (order[i] = (i * 7) % SAMPLES));
      for (const layer of layers) {
        const limit = Math.sqrt(6 / layer.inputs);
        for (let i = layer.kernel; i < layer.end; i++) kernel.parameters[i] = uniform(random, limit);
      }
      const parameters = Float64Array.from(kernel.parameters);
      expect(parameters).toHaveLength(parameterCount(layers));
      for (const batch of BATCHES)
        for (const first of [0, 5, SAMPLES - batch]) {
          if (first + batch > SAMPLES) continue;
          kernel.gradients.fill(0);
          const squaredError = kernel.accumulate(first, batch);
          const indices = [...kernel.order.subarray(first, first + batch)];
          const samples = { count: SAMPLES, x, y };
          const expected = meanSquaredErrorGradient(layers, parameters, { indices, samples });
          expect(Math.abs(squaredError / expected.squaredError - 1)).toBeLessThan(1e-5);
          expect(relativeDistance(kernel.gradients, expected.gradient)).toBeLessThan(1e-5);
        }
    });
});
