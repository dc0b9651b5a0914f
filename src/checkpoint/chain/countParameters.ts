import type { StoredLayer } from '../../network/storedModel.js';
import { storedAgain } from './sharedModels.js';

/**
 * Keras' count_params: all weights of all layers, those of a model that is nested in two others once, but not the states of
 * random generators, which Keras 3 stores beside them.
 */
export function countParameters(layers: readonly StoredLayer[]): number {
  const seeds = /(^|\/)seed_generator/;
  const again = storedAgain(layers);
  return layers
    .filter(({ path }) => !seeds.test(path) && !again.has(path))
    .flatMap(({ variables }) => variables)
    .filter(({ name }) => !seeds.test(name))
    .reduce((count, { size }) => count + size, 0);
}
