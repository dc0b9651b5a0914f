import { unit, type Random } from '../morphology/random.js';
import { logarithm } from './logarithm.js';

/**
 * The streams of a network's seed; `networks` gives the seeds of an ensemble's further networks. The biases have their own,
 * so that the same seed gives the same kernels with and without `zeroBias`; so has the order of samples, so that it does
 * not depend on the network's size. What TensorFlow.js draws, it draws from `drawn` for weights and from `noise + step` for
 * dropout.
 */
export const STREAMS = { kernels: 1, biases: 2, order: 3, networks: 5, drawn: 6, noise: 1000 } as const;

/** Uniform in -limit <= u < limit. */
export function uniform(random: Random, limit: number): number {
  return limit * (2 * unit(random) - 1);
}

/**
 * Normal with mean 0. Marsaglia's polar method, whose second number is thrown away; with our own logarithm it needs
 * + - x / and the square root only, which every engine rounds alike.
 */
export function normal(random: Random, deviation: number): number {
  for (;;) {
    const a = 2 * unit(random) - 1;
    const b = 2 * unit(random) - 1;
    const square = a * a + b * b;
    if (square > 0 && square < 1) return deviation * a * Math.sqrt((-2 * logarithm(square)) / square);
  }
}
