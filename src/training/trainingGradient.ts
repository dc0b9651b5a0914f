import { Pauses } from '../morphology/pause.js';
import { Random, shuffle } from '../morphology/random.js';
import type { DenseLayer } from './denseLayers.js';
import { STREAMS } from './random.js';
import type { NetworkSettings, Samples } from './settings.js';
import { SLICE, SliceGradient } from './sliceGradient.js';

/** The mean squared error of one network over all its training samples, float64. */
export interface TrainingGradient {
  /** dL/dw of all parameters, biases included, in their order. */
  readonly gradient: Float64Array;
  /** For each hidden layer, 1 for a node that is active (> 0) in at least one sample. */
  readonly live: readonly Uint8Array[];
  /** Over the batches of one epoch, unweighted: the mean of their gradients and of the squares of these. */
  readonly batches: { readonly mean: Float64Array; readonly meanSquare: Float64Array };
}

export interface GradientOptions {
  readonly signal?: AbortSignal | undefined;
  /** Samples done so far. */
  readonly onSlice?: ((done: number) => void) | undefined;
}

/**
 * Takes the batches of a training's first epoch, without a step between them.
 * @param parameters kernel (inputs x outputs, row-major), then biases, layer after layer
 * @throws {CheckpointError} `cancelled`
 */
export async function trainingGradient(
  layers: readonly DenseLayer[],
  parameters: Float64Array,
  samples: Samples,
  { batch, seed }: Pick<NetworkSettings, 'batch' | 'seed'>,
  { signal, onSlice }: GradientOptions = {},
): Promise<TrainingGradient> {
  const pauses = new Pauses(signal);
  const slices = new SliceGradient(layers, parameters);
  const order = firstOrder(samples.count, seed);
  const [gradient, mean, meanSquare] = [0, 1, 2].map(() => new Float64Array(parameters.length)) as Three;
  const live = layers.slice(0, -1).map(({ outputs }) => new Uint8Array(outputs));
  const batches = Math.ceil(samples.count / batch);
  for (let first = 0; first < samples.count; first += batch) {
    const size = Math.min(batch, samples.count - first);
    const own = new Float64Array(parameters.length);
    for (let from = first; from < first + size; from += SLICE) {
      await pauses.pause();
      const indices = order.subarray(from, Math.min(from + SLICE, first + size));
      slices.add(indices, samples, 1 / size, own);
      slices.markActive(indices.length, live);
      onSlice?.(from + indices.length);
    }
    for (let i = 0; i < own.length; i++) {
      const g = own[i] as number;
      gradient[i] = (gradient[i] as number) + (g * size) / samples.count;
      mean[i] = (mean[i] as number) + g / batches;
      meanSquare[i] = (meanSquare[i] as number) + (g * g) / batches;
    }
  }
  return { gradient, live, batches: { mean, meanSquare } };
}

type Three = [Float64Array, Float64Array, Float64Array];

/** The order of samples in the first epoch of a training. */
function firstOrder(samples: number, seed: number): Int32Array {
  const order = Int32Array.from({ length: samples }, (_, i) => i);
  shuffle(order, 0, samples, new Random(seed, STREAMS.order));
  return order;
}
