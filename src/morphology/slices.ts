import type { WeightMatrix } from '../network/network.js';
import type { FloatArray, Tensor } from '../network/tensor.js';
import { Pauses } from './pause.js';

/** Entries read at a time: 2 MiB of float32, the size at which reads from disk are fastest and memory stays small. */
const SLICE_ENTRIES = 524_288;

export interface WalkOptions {
  readonly signal?: AbortSignal | undefined;
  /** Called after each slice with the entries it held. */
  readonly onSlice?: ((entries: number) => void) | undefined;
}

/** Rows `from` to `to` (exclusive) of a matrix, row-major. */
export interface Slice {
  readonly from: number;
  readonly to: number;
  readonly values: FloatArray;
}

/**
 * Reads a matrix once, in slices of whole rows, letting the event loop run in between.
 * @throws {CheckpointError} `cancelled`, or what the reader throws.
 */
export async function walkMatrix(
  matrix: WeightMatrix,
  visit: (slice: Slice) => void,
  options: WalkOptions = {},
): Promise<void> {
  const pauses = new Pauses(options.signal);
  const step = Math.max(1, Math.floor(SLICE_ENTRIES / Math.max(1, matrix.rowLength)));
  for (let from = 0; from < matrix.inputs; from += step) {
    await pauses.pause();
    const to = Math.min(matrix.inputs, from + step);
    const values = matrix.rows(from, to);
    visit({ from, to, values });
    options.onSlice?.(values.length);
  }
}

/** A stretch of one of several tensors, in C order. */
export interface TensorSlice {
  /** Into the list of tensors. */
  readonly tensor: number;
  readonly start: number;
  readonly values: FloatArray;
}

/**
 * Reads tensors once, one after the other in slices, letting the event loop run in between.
 * @throws {CheckpointError} `cancelled`, or what the reader throws.
 */
export async function walkTensors(
  tensors: readonly Tensor[],
  visit: (slice: TensorSlice) => void,
  options: WalkOptions = {},
): Promise<void> {
  const pauses = new Pauses(options.signal);
  for (const [index, tensor] of tensors.entries()) {
    for (let start = 0; start < tensor.size; start += SLICE_ENTRIES) {
      await pauses.pause();
      const values = tensor.read(start, Math.min(SLICE_ENTRIES, tensor.size - start));
      visit({ tensor: index, start, values });
      options.onSlice?.(values.length);
    }
  }
}

/** Existing entries of a matrix: all of them, or only the diagonal ones. */
export function entryCount(matrix: WeightMatrix): number {
  return matrix.inputs * matrix.rowLength;
}

/** The output node of a row's entry. */
export function outputOf(matrix: WeightMatrix, row: number, position: number): number {
  return matrix.pattern === 'diagonal' ? row * matrix.rowLength + position : position;
}
