import type { StoredLayer } from '../../network/storedModel.js';

/** Keras' count_params: all weights of all layers, but not the states of random generators, which Keras 3 stores beside them. */
export function countParameters(layers: readonly StoredLayer[]): number {
  const seeds = /(^|\/)seed_generator/;
  return layers
    .filter(({ path }) => !seeds.test(path))
    .flatMap(({ variables }) => variables)
    .filter(({ name }) => !seeds.test(name))
    .reduce((count, { size }) => count + size, 0);
}
