import type { Tensor } from '../network/tensor.js';
import { Pauses } from './pause.js';
import type { WalkOptions } from './slices.js';

/** Statistics of the values of tensors as stored, all of them together. */
export interface StoredValues {
  readonly meanAbs: number;
  /** Finite values only. */
  readonly maxAbs: number;
  readonly zeros: number;
  readonly nonFinite: number;
}

const SLICE = 524_288;

/**
 * One streaming pass over tensors as stored.
 * @throws {CheckpointError} `cancelled`, or what the reader throws.
 */
export async function storedValues(tensors: readonly Tensor[], options: WalkOptions = {}): Promise<StoredValues> {
  const pauses = new Pauses(options.signal);
  let sum = 0;
  let size = 0;
  let maxAbs = 0;
  let zeros = 0;
  let nonFinite = 0;
  for (const tensor of tensors) {
    size += tensor.size;
    for (let start = 0; start < tensor.size; start += SLICE) {
      await pauses.pause();
      const values = tensor.read(start, Math.min(SLICE, tensor.size - start));
      for (const value of values) {
        const magnitude = Math.abs(value);
        sum += magnitude;
        if (magnitude === 0) zeros++;
        else if (!(magnitude < Infinity)) nonFinite++;
        else if (magnitude > maxAbs) maxAbs = magnitude;
      }
      options.onSlice?.(values.length);
    }
  }
  return { meanAbs: sum / size, maxAbs, zeros, nonFinite };
}
