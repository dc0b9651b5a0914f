import { CheckpointError } from '../network/failure.js';
import type { NetworkSettings, Samples } from './settings.js';

/** Where one dense layer's parameters stand among all: kernel (inputs x outputs, row-major), then biases. */
export interface DenseLayer {
  readonly inputs: number;
  readonly outputs: number;
  /** Index of the kernel's first entry. */
  readonly kernel: number;
  /** Index of the first bias. */
  readonly biases: number;
  /** Index after the last bias. */
  readonly end: number;
}

/** Widths from the input to the one output. */
export function networkWidths(settings: Pick<NetworkSettings, 'hidden'>, features: number): readonly number[] {
  return [features, ...settings.hidden, 1];
}

/** @param widths nodes a layer, the input's first */
export function denseLayers(widths: readonly number[]): readonly DenseLayer[] {
  let kernel = 0;
  return widths.slice(1).map((outputs, k) => {
    const inputs = widths[k] ?? 0;
    const biases = kernel + inputs * outputs;
    const layer = { inputs, outputs, kernel, biases, end: biases + outputs };
    kernel = layer.end;
    return layer;
  });
}

export function parameterCount(layers: readonly DenseLayer[]): number {
  return layers.at(-1)?.end ?? 0;
}

/** @throws {CheckpointError} `bad-data` for one-hot labels and other targets of several values: these networks have one output */
export function assertOneTarget({ count, y }: Samples): void {
  if (y.length === count) return;
  throw new CheckpointError(
    'bad-data',
    `The data has ${y.length / count} values a target, and the network has one output; store labels as numbers, not one-hot, or train a model of your own with --engine tfjs --model.`,
  );
}
