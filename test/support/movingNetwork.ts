import { Random } from '../../src/morphology/random.js';
import type { MovingMatrix } from '../../src/morphology/connectivityGrowth.js';
import { meanSquaredErrorGradient } from '../../src/training/backpropagation.js';
import { denseLayers, parameterCount } from '../../src/training/denseLayers.js';
import { uniform } from '../../src/training/random.js';
import { clusters } from './training.js';

/** The matrices of a random ReLU network under gradient flow, dw/dt = -gradient of its loss over random clusters. */
export function movingNetwork(widths: readonly number[], seed: number): readonly MovingMatrix[] {
  const layers = denseLayers(widths);
  const random = new Random(seed);
  const parameters = Float64Array.from({ length: parameterCount(layers) }, () => uniform(random, 0.6));
  // So that no layer is dead.
  for (const { biases, end } of layers) parameters.fill(0.5, biases, end);
  const samples = clusters(seed, 40, widths[0]);
  const { gradient } = meanSquaredErrorGradient(layers, parameters, {
    indices: Array.from({ length: samples.count }, (_, i) => i),
    samples,
  });
  return layers.map(({ inputs, outputs, kernel, biases }) => ({
    inputs,
    outputs,
    weights: parameters.slice(kernel, biases),
    rates: gradient.slice(kernel, biases).map((slope) => -slope),
  }));
}
