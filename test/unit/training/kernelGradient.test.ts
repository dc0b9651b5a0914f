import { describe, expect, it } from 'vitest';
import { meanSquaredErrorGradient } from '../../../src/training/backpropagation.js';
import { denseLayers, parameterCount } from '../../../src/training/denseLayers.js';
import { Random } from '../../../src/morphology/random.js';
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

describe('the kernel', () => {
  for (const widths of SHAPES)
    it(`has the gradients of the float64 reference: ${widths.join('-')}`, async () => {
      const random = new Random(widths.length);
      const kernel = instantiateKernel(await compileKernel('reproducible'), planKernel(widths, SAMPLES), 0);
      const layers = denseLayers(widths);
      const x = Float32Array.from(kernel.features, () => uniform(random, 1));
      const y = Float32Array.from(kernel.targets, () => 5 + uniform(random, 5));
      kernel.features.set(x);
      kernel.targets.set(y);
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
