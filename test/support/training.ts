import { Random, unit } from '../../src/morphology/random.js';
import { uniform } from '../../src/training/random.js';
import type { NetworkSettings, Samples } from '../../src/training/settings.js';
import type { TrainerState } from '../../src/training/trainer.js';

/** A small network and what decides it; tests change what they are about. */
export const SETTINGS: NetworkSettings = {
  hidden: [10, 10, 10],
  init: { kind: 'uniform', limit: 0.5 },
  zeroBias: false,
  optimizer: { kind: 'adam', rate: 0.01 },
  batch: 64,
  epochs: 20,
  seed: 2025,
};

/** Eleven clusters and their labels 1 .. 11, the same as in fixtures/make/training.py. */
export function clusters(seed: number, count: number, features = 10): Samples {
  const random = new Random(seed, 4);
  const centres = Array.from({ length: 11 }, () => Array.from({ length: features }, () => unit(random)));
  const x = new Float32Array(count * features);
  for (let s = 0; s < count; s++)
    centres[s % 11]?.forEach((value, f) => (x[s * features + f] = value + uniform(random, 0.05)));
  return { count, x, y: Float32Array.from({ length: count }, (_, s) => (s % 11) + 1) };
}

/** |found - expected| / |expected|, Euclidean. */
export function relativeDistance(found: ArrayLike<number>, expected: ArrayLike<number>): number {
  let difference = 0;
  let norm = 0;
  for (let i = 0; i < expected.length; i++) {
    difference += ((found[i] ?? NaN) - (expected[i] ?? NaN)) ** 2;
    norm += (expected[i] ?? NaN) ** 2;
  }
  return Math.sqrt(difference / norm);
}

/** All bits of a state, to be compared. */
export function bits({ parameters, moments, order, ...rest }: TrainerState): unknown {
  const words = (values: Float32Array) =>
    Buffer.from(values.buffer, values.byteOffset, values.byteLength).toString('hex');
  return { ...rest, parameters: words(parameters), moments: moments.map(words), order: [...order] };
}
