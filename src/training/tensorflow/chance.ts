import { Random, unit } from '../../morphology/random.js';

/**
 * From here on TensorFlow.js draws from this stream of the seed. Every layer and initialiser that is not given a seed asks
 * `Math.random` for one, so this is what makes dropout the same in every run. For threads that do nothing but train.
 */
export function seedChance(seed: number, stream: number): void {
  const random = new Random(seed, stream);
  Math.random = () => unit(random);
}
