import type { FloatArray, Tensor } from '../network/tensor.js';
import { walkTensors, type WalkOptions } from './slices.js';

/** Statistics of the values of tensors as stored, all of them together. */
export interface StoredValues {
  readonly meanAbs: number;
  /** Finite values only. */
  readonly maxAbs: number;
  readonly zeros: number;
  readonly nonFinite: number;
}

/** Adds up stored values, stretch by stretch. */
export class StoredSums {
  private entries = 0;
  private sum = 0;
  private maxAbs = 0;
  private zeros = 0;
  private nonFinite = 0;

  add(values: FloatArray): void {
    let sum = 0;
    for (const value of values) {
      const magnitude = Math.abs(value);
      sum += magnitude;
      if (magnitude === 0) this.zeros++;
      else if (!(magnitude < Infinity)) this.nonFinite++;
      else if (magnitude > this.maxAbs) this.maxAbs = magnitude;
    }
    this.sum += sum;
    this.entries += values.length;
  }

  value(): StoredValues {
    const { entries, sum, maxAbs, zeros, nonFinite } = this;
    return { meanAbs: sum / entries, maxAbs, zeros, nonFinite };
  }
}

/**
 * One streaming pass over tensors as stored.
 * @throws {CheckpointError} `cancelled`, or what the reader throws.
 */
export async function storedValues(tensors: readonly Tensor[], options: WalkOptions = {}): Promise<StoredValues> {
  const sums = new StoredSums();
  await walkTensors(tensors, ({ values }) => sums.add(values), options);
  return sums.value();
}
