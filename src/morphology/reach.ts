import type { WeightMatrix } from '../network/network.js';
import type { FloatArray } from '../network/tensor.js';
import { bitsAtLeast, float32Bits, isFloat32, MAGNITUDE } from './floatBits.js';
import { entryCount, outputOf, walkMatrix, type WalkOptions } from './slices.js';
import { keepBar } from './threshold.js';

export interface Reach {
  /** One 0 or 1 per input node: a kept entry leads from it to a node of the mask. */
  readonly inputs: Uint8Array;
  /** Kept entries over existing ones. */
  readonly keptFraction: number;
}

/**
 * One step of the accessible nodes going back, in one streaming pass.
 * @param threshold of |w|; `threshold.ts` says what it keeps
 * @param outputs one 0 or 1 per output node: is it accessible?
 * @throws {CheckpointError} `cancelled`, or what the reader throws.
 */
export async function reachBack(
  matrix: WeightMatrix,
  threshold: number,
  outputs: Uint8Array,
  options: WalkOptions = {},
): Promise<Reach> {
  const bar = keepBar(threshold);
  const barBits = bitsAtLeast(bar);
  const all = outputs.every((accessible) => accessible === 1);
  const inputs = new Uint8Array(matrix.inputs);
  let kept = 0;
  await walkMatrix(
    matrix,
    ({ from, to, values }) => {
      const width = matrix.rowLength;
      for (let row = from; row < to; row++) {
        const start = (row - from) * width;
        const inRow = isFloat32(values)
          ? countBits(float32Bits(values), start, width, barBits)
          : countKept(values, start, width, bar);
        kept += inRow;
        if (inRow > 0) inputs[row] = all || leads(matrix, values, start, row, bar, outputs) ? 1 : 0;
      }
    },
    options,
  );
  return { inputs, keptFraction: kept / entryCount(matrix) };
}

/** Entries of at least this magnitude. The sign of a difference of integers, since half of all branches would be mispredicted. */
function countBits(bits: Int32Array, start: number, width: number, barBits: number): number {
  const below = barBits - 1;
  let count = 0;
  for (let i = start; i < start + width; i++) count += (below - ((bits[i] as number) & MAGNITUDE)) >>> 31;
  return count;
}

function countKept(values: FloatArray, start: number, width: number, bar: number): number {
  let count = 0;
  for (let i = start; i < start + width; i++) if (Math.abs(values[i] as number) >= bar) count++;
  return count;
}

function leads(
  matrix: WeightMatrix,
  values: FloatArray,
  start: number,
  row: number,
  bar: number,
  outputs: Uint8Array,
): boolean {
  for (let i = 0; i < matrix.rowLength; i++) {
    if (outputs[outputOf(matrix, row, i)] === 1 && Math.abs(values[start + i] as number) >= bar) return true;
  }
  return false;
}
