import { isHit } from './accuracy.js';
import type { DenseLayer } from './denseLayers.js';
import type { Samples } from './settings.js';

/** Samples with their numbers in float64. */
export interface Batch {
  /** Indices of the samples. */
  readonly indices: readonly number[];
  readonly samples: Samples;
}

/**
 * The activations of one sample, float64: the input, then each layer's outputs; ReLU but for the last layer.
 * @param parameters kernel (inputs x outputs, row-major), then biases, layer after layer
 */
export function activations(
  layers: readonly DenseLayer[],
  parameters: Float64Array,
  input: Float64Array,
): Float64Array[] {
  const all = [input];
  layers.forEach((layer, k) => {
    const below = all[k] as Float64Array;
    const outputs = parameters.slice(layer.biases, layer.end);
    for (let i = 0; i < layer.inputs; i++) {
      const x = below[i] as number;
      const row = layer.kernel + i * layer.outputs;
      for (let o = 0; o < layer.outputs; o++) outputs[o] = (outputs[o] as number) + x * (parameters[row + o] as number);
    }
    const hidden = k < layers.length - 1;
    // Not Math.max, so that the way a NaN goes is plain: it stays.
    all.push(hidden ? outputs.map((value) => (value < 0 ? 0 : value)) : outputs);
  });
  return all;
}

/**
 * The gradient of the mean squared error of a batch, the sum of its squared errors, and how many labels it hit, in float64. The obvious way, one
 * sample after the other: what the kernel is tested against.
 */
export function meanSquaredErrorGradient(
  layers: readonly DenseLayer[],
  parameters: Float64Array,
  { indices, samples }: Batch,
): { readonly gradient: Float64Array; readonly squaredError: number; readonly hits: number } {
  const features = layers[0]?.inputs ?? 0;
  const gradient = new Float64Array(parameters.length);
  let squaredError = 0;
  let hits = 0;
  for (const s of indices) {
    const input = Float64Array.from(samples.x.subarray(s * features, (s + 1) * features));
    const all = activations(layers, parameters, input);
    const error = ((all.at(-1) as Float64Array)[0] as number) - (samples.y[s] as number);
    squaredError += error * error;
    if (isHit(error, samples.y[s] as number)) hits++;
    propagate(layers, parameters, all, Float64Array.of((2 / indices.length) * error), gradient);
  }
  return { gradient, squaredError, hits };
}

/** Takes the delta of the last layer back through all layers and adds what each contributes to `gradient`. */
function propagate(
  layers: readonly DenseLayer[],
  parameters: Float64Array,
  all: readonly Float64Array[],
  outputDelta: Float64Array,
  gradient: Float64Array,
): void {
  let delta = outputDelta;
  for (let k = layers.length - 1; k >= 0; k--) {
    const { inputs, outputs, kernel, biases } = layers[k] as DenseLayer;
    const below = all[k] as Float64Array;
    const belowDelta = new Float64Array(inputs);
    for (let o = 0; o < outputs; o++) gradient[biases + o] = (gradient[biases + o] as number) + (delta[o] as number);
    for (let i = 0; i < inputs; i++) {
      const x = below[i] as number;
      let sum = 0;
      for (let o = 0; o < outputs; o++) {
        const at = kernel + i * outputs + o;
        gradient[at] = (gradient[at] as number) + x * (delta[o] as number);
        sum += (parameters[at] as number) * (delta[o] as number);
      }
      belowDelta[i] = x > 0 ? sum : 0;
    }
    delta = belowDelta;
  }
}
