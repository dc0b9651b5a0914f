import type { Tensor } from '../network/tensor.js';
import { walkTensors, type WalkOptions } from './slices.js';

/** Statistics of the values of tensors as stored, all of them together. */
export interface StoredValues {
  readonly meanAbs: number;
  /** Finite values only. */
  readonly maxAbs: number;
  readonly zeros: number;
  readonly nonFinite: number;
}

/**
 * One streaming pass over tensors as stored.
 * @throws {CheckpointError} `cancelled`, or what the reader throws.
 */
export async function storedValues(tensors: readonly Tensor[], options: WalkOptions = {}): Promise<StoredValues> {
  let sum = 0;
  let maxAbs = 0;
  let zeros = 0;
  let nonFinite = 0;
  await walkTensors(
    tensors,
    ({ values }) => {
      for (const value of values) {
        const magnitude = Math.abs(value);
        sum += magnitude;
        if (magnitude === 0) zeros++;
        else if (!(magnitude < Infinity)) nonFinite++;
        else if (magnitude > maxAbs) maxAbs = magnitude;
      }
    },
    options,
  );
  const size = tensors.reduce((entries, tensor) => entries + tensor.size, 0);
  return { meanAbs: sum / size, maxAbs, zeros, nonFinite };
}
