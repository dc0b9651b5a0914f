import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { denseLayers, networkWidths } from '../../../src/training/denseLayers.js';
import { initialParameters } from '../../../src/training/initialize.js';
import { SETTINGS } from '../../support/training.js';

const reference = { ...SETTINGS, hidden: Array.from({ length: 10 }, () => 10), seed: 42 };
const layers = denseLayers(networkWidths(reference, 10));

function hash(values: Float32Array): string {
  return createHash('sha256').update(values).digest('hex').slice(0, 16);
}

describe('initial parameters', () => {
  it.each([
    ['uniform', { kind: 'uniform', limit: 0.05 } as const, 'b0c5a0758e184d06'],
    ['normal', { kind: 'normal', deviation: 0.1 } as const, 'ca48e3a4cb206be8'],
    ['glorot', { kind: 'glorot' } as const, 'ec8fda8f66f53291'],
  ])('are the same bits in every engine: %s', (_, init, expected) => {
    expect(hash(initialParameters({ ...reference, init }, 10))).toBe(expected);
  });

  it('differ in the biases only when these start at 0', () => {
    const drawn = initialParameters(reference, 10);
    const zero = initialParameters({ ...reference, zeroBias: true }, 10);
    for (const { kernel, biases, end } of layers) {
      expect(zero.subarray(kernel, biases)).toEqual(drawn.subarray(kernel, biases));
      expect(zero.subarray(biases, end).every((value) => value === 0)).toBe(true);
      expect(drawn.subarray(biases, end).some((value) => value !== 0)).toBe(true);
    }
  });

  it('keep to the limits of Glorot, with biases of 0', () => {
    const parameters = initialParameters({ ...reference, init: { kind: 'glorot' } }, 10);
    for (const { inputs, outputs, kernel, biases, end } of layers) {
      const limit = Math.sqrt(6 / (inputs + outputs));
      const largest = Math.max(...parameters.subarray(kernel, biases).map(Math.abs));
      expect(largest).toBeLessThanOrEqual(Math.fround(limit));
      expect(largest).toBeGreaterThan(0.5 * limit);
      expect(parameters.subarray(biases, end).every((value) => value === 0)).toBe(true);
    }
  });

  it('around a mean are the uniform ones moved there, with biases of 0', () => {
    const uniform = initialParameters({ ...reference, init: { kind: 'uniform', limit: 0.05 }, zeroBias: true }, 10);
    const around = initialParameters({ ...reference, init: { kind: 'around', mean: 0.5, limit: 0.05 } }, 10);
    for (const { kernel, biases, end } of layers) {
      for (let i = kernel; i < biases; i++) expect(around[i]).toBeCloseTo(0.5 + (uniform[i] ?? NaN), 7);
      expect(around.subarray(biases, end).every((value) => value === 0)).toBe(true);
    }
  });

  it('change with the seed, also beyond 32 bits', () => {
    const seeds = [0, 1, 2, 2 ** 32, 2 ** 40 + 1];
    expect(new Set(seeds.map((seed) => hash(initialParameters({ ...reference, seed }, 10)))).size).toBe(seeds.length);
  });
});
