import { descendingOrder } from '../drawing/nodeOrder.js';
import { BinnedSums } from '../morphology/binnedMap.js';
import { connectivity } from '../morphology/connectivity.js';
import type { Segment, WeightMatrix } from '../network/network.js';
import { MAX_EDGES, type WeightMap } from '../protocol/sketch.js';
import type { MeasuredMatrix } from './measuredMatrix.js';

/** Darker steps than these an eye does not tell apart. */
const STEPS = 255;

/** Bins of each side: fewer where a long run leaves each checkpoint fewer edges, none where there are no edges at all. */
export function mapBins(edges: number): number {
  if (edges === 0) return 0;
  return edges >= MAX_EDGES ? 64 : 32;
}

/**
 * Where a matrix has more entries than the sketch has edges, what the others look like: a map of mean |w| over both node
 * layers, most connected nodes first. It is made while the matrices are read anyway.
 */
export class WeightMaps {
  private readonly sums = new Map<WeightMatrix, BinnedSums>();

  constructor(private readonly bins: number) {}

  /** The same segment; reading each matrix once, from its first row to its last, fills its map. */
  filledBy(segment: Segment, measured: readonly MeasuredMatrix[]): Segment {
    if (this.bins === 0 || measured.every(({ scan }) => scan.complete)) return segment;
    const orders = nodeOrders(measured);
    return {
      ...segment,
      matrices: segment.matrices.map((matrix, k) => {
        const [rows, columns] = [orders[k], orders[k + 1]];
        const isDrawn = measured[k]?.scan.complete === true || matrix.pattern !== 'dense';
        if (isDrawn || rows === undefined || columns === undefined) return matrix;
        const sums = new BinnedSums(rows, columns, this.bins);
        this.sums.set(matrix, sums);
        return {
          ...matrix,
          rows(from: number, to: number) {
            const values = matrix.rows(from, to);
            sums.add({ from, to, values });
            return values;
          },
        };
      }),
    };
  }

  /** Null where the edges tell all, and for a matrix that was not read or is zero. */
  of(matrix: WeightMatrix): WeightMap | null {
    const sums = this.sums.get(matrix);
    if (sums === undefined) return null;
    const { rows, columns, mean } = sums.finish();
    const largest = mean.reduce((most, value) => Math.max(most, value), 0);
    if (!(largest > 0) || !Number.isFinite(largest)) return null;
    return { rows, columns, largest, shade: Array.from(mean, (value) => Math.round((STEPS * value) / largest)) };
  }
}

/** Nodes by connectivity, most first; those at the ends by their strength on the one side they have. */
function nodeOrders(measured: readonly MeasuredMatrix[]): readonly (readonly number[])[] {
  const first = measured[0]?.scan.rowSums ?? new Float64Array();
  return [
    descendingOrder(first.length, first),
    ...measured.map(({ scan }, k) => {
      const next = measured[k + 1]?.scan.rowSums;
      const rank = next === undefined ? scan.columnSums : connectivity(scan.columnSums, next);
      return descendingOrder(rank.length, rank);
    }),
  ];
}
