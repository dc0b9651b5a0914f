import { Random } from '../morphology/random.js';
import { denseLayers, networkWidths, parameterCount } from './denseLayers.js';
import { normal, STREAMS, uniform } from './random.js';
import type { Initialization, NetworkSettings } from './settings.js';
import type { TrainerState } from './trainer.js';

/**
 * The parameters a network starts from, in the order of `Trainer.parameters`. They depend on the seed, the widths and
 * `init` alone, to the bit. Draws are taken from the first layer to the last, row by row, kernels and biases each from a
 * stream of their own, and rounded to float32 once.
 */
export function initialParameters(
  settings: Pick<NetworkSettings, 'hidden' | 'init' | 'zeroBias' | 'seed'>,
  features: number,
): Float32Array {
  const layers = denseLayers(networkWidths(settings, features));
  const parameters = new Float32Array(parameterCount(layers));
  const kernels = new Random(settings.seed, STREAMS.kernels);
  const biases = new Random(settings.seed, STREAMS.biases);
  const { init } = settings;
  for (const layer of layers) {
    const limit = Math.sqrt(6 / (layer.inputs + layer.outputs));
    for (let i = layer.kernel; i < layer.biases; i++) parameters[i] = draw(kernels, init, limit);
    if (settings.zeroBias || init.kind === 'glorot' || init.kind === 'around') continue;
    for (let i = layer.biases; i < layer.end; i++) parameters[i] = draw(biases, init, limit);
  }
  return parameters;
}

function draw(random: Random, init: Initialization, glorotLimit: number): number {
  switch (init.kind) {
    case 'uniform':
      return uniform(random, init.limit);
    case 'normal':
      return normal(random, init.deviation);
    case 'glorot':
      return uniform(random, glorotLimit);
    case 'around':
      return init.mean + uniform(random, init.limit);
  }
}

/** The state of a trainer before its first epoch. `samples` stand in the order they are given. */
export function initialState(settings: NetworkSettings, features: number, samples: number): TrainerState {
  const parameters = initialParameters(settings, features);
  return {
    epoch: 0,
    steps: 0,
    parameters,
    moments: Array.from({ length: momentCount(settings) }, () => new Float32Array(parameters.length)),
    order: Int32Array.from({ length: samples }, (_, i) => i),
    random: new Random(settings.seed, STREAMS.order).state(),
  };
}

/** Arrays an optimiser keeps beside the parameters: Adam's two moments, or the velocity. */
export function momentCount({ optimizer }: Pick<NetworkSettings, 'optimizer'>): number {
  return optimizer.kind === 'adam' ? 2 : 1;
}
