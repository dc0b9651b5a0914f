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
  const held = new Map<WeightMatrix, WeightMatrix>();
  let room = HELD_ENTRIES;
  const hold = (matrix: WeightMatrix): WeightMatrix => {
    const known = held.get(matrix);
    if (known !== undefined) return known;
    const fits = entryCount(matrix) <= room;
    if (fits) room -= entryCount(matrix);
    const kept = fits ? holding(matrix) : matrix;
    held.set(matrix, kept);
    return kept;
  };
  return {
    ...network,
    matrices: network.matrices.map((row) => ({ ...row, matrix: hold(row.matrix) })),
    segments: network.segments.map((segment) => ({ ...segment, matrices: segment.matrices.map(hold) })),
    unchained: network.unchained.map(hold),
  };
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
