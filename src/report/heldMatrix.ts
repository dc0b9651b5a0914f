import { mapMatrices } from '../network/mapMatrices.js';
import type { Network, WeightMatrix } from '../network/network.js';
import type { FloatArray } from '../network/tensor.js';
import { entryCount } from '../morphology/slices.js';

/** Entries that may stay in memory while a network is measured: 16 to 32 MB, more than most people's networks have. */
const HELD_ENTRIES = 4_000_000;

/**
 * The same network, with small matrices read once and kept: a second pass then costs no second decoding. What does not fit
 * is read again, so that memory stays small whatever the file's size.
 */
export function holdSmallMatrices(network: Network): Network {
  let room = HELD_ENTRIES;
  return mapMatrices(network, (matrix) => {
    if (entryCount(matrix) > room) return matrix;
    room -= entryCount(matrix);
    return holding(matrix);
  });
}

function holding(matrix: WeightMatrix): WeightMatrix {
  let values: FloatArray | null = null;
  return {
    ...matrix,
    rows(from, to) {
      values ??= matrix.rows(0, matrix.inputs);
      return values.subarray(from * matrix.rowLength, to * matrix.rowLength);
    },
  };
}
