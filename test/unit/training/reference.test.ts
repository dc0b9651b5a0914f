import { describe, expect, it } from 'vitest';
import { Random } from '../../../src/morphology/random.js';
import { activations, meanSquaredErrorGradient } from '../../../src/training/backpropagation.js';
import { denseLayers, parameterCount } from '../../../src/training/denseLayers.js';
import { uniform } from '../../../src/training/random.js';
import { clusters } from '../../support/training.js';

describe('the float64 gradient', () => {
  it.each([[[3, 1]], [[3, 5, 1]], [[4, 7, 6, 5, 1]]])('is the central difference of the loss: %j', (widths) => {
    const [features = 0] = widths;
    const samples = clusters(5, 20, features);
    const layers = denseLayers(widths);
    const random = new Random(9);
    const parameters = Float64Array.from({ length: parameterCount(layers) }, () => uniform(random, 0.9));
    const indices = [3, 0, 19, 7, 7, 11];
    const loss = (at: Float64Array) => {
      let sum = 0;
      for (const s of indices) {
        const input = Float64Array.from(samples.x.subarray(s * features, (s + 1) * features));
        sum += ((activations(layers, at, input).at(-1)?.[0] ?? NaN) - (samples.y[s] ?? NaN)) ** 2;
      }
      return sum / indices.length;
    };
    const { gradient, squaredError } = meanSquaredErrorGradient(layers, parameters, { indices, samples });
    expect(squaredError / indices.length).toBeCloseTo(loss(parameters), 12);
    const size = Math.hypot(...gradient);
    expect(size).toBeGreaterThan(0);
    const step = 1e-6;
    gradient.forEach((slope, i) => {
      const shifted = (by: number) => parameters.map((value, j) => (j === i ? value + by : value));
      const difference = (loss(shifted(step)) - loss(shifted(-step))) / (2 * step);
      expect(Math.abs(difference - slope)).toBeLessThan(1e-7 * size);
    });
  });
});
