/** Values as they leave a file: float32 for everything of at most 32 bits, float64 for what needs more. */
export type FloatArray = Float32Array | Float64Array;

/**
 * One variable as a checkpoint stores it, read on demand and in slices so that a large file is never whole in memory.
 */
export interface Tensor {
  /** The variable's own name inside its layer: `kernel`, `bias`, `moving_mean`, `cell/vars/0`. */
  readonly name: string;
  readonly shape: readonly number[];
  /** As stored: `float32`, `float16`, `bfloat16`, `float64`, `uint8` (quantised) and so on. */
  readonly dtype: string;
  /** Number of elements: the product of `shape`. */
  readonly size: number;
  /**
   * Elements `start` to `start + count` in C order, decoded and dequantised.
   * @throws {CheckpointError} when the file ends early or has changed since it was opened.
   */
  read(start: number, count: number): FloatArray;
}

/** Number of elements of a tensor of this shape; Infinity for one that is beyond all numbers, never NaN. */
export function elementCount(shape: readonly number[]): number {
  if (shape.includes(0)) return 0;
  return shape.reduce((product, extent) => product * extent, 1);
}
