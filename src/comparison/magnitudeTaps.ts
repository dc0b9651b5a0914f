import { walkMatrix, type WalkOptions } from '../morphology/slices.js';
import { mapMatrices } from '../network/mapMatrices.js';
import type { Network, WeightMatrix } from '../network/network.js';
import type { MagnitudeCounts } from './histogram.js';

/** Counts |w| of matrices while their rows are read for something else, so that counting asks for no pass of its own. */
export class MagnitudeTaps {
  private readonly taps = new Map<WeightMatrix, Tap>();

  /** The same network, whose matrices can be counted. */
  tapped(network: Network): Network {
    return mapMatrices(network, (matrix) => {
      const tap = new Tap();
      const watched: WeightMatrix = {
        ...matrix,
        rows(from, to) {
          const values = matrix.rows(from, to);
          tap.see(from, to, (row) => values.subarray((row - from) * matrix.rowLength));
          return values;
        },
      };
      this.taps.set(watched, tap);
      return watched;
    });
  }

  /** From now on the rows of a matrix count when they are first read. */
  start(matrix: WeightMatrix, counts: MagnitudeCounts): void {
    this.taps.get(matrix)?.start(counts);
  }

  /**
   * Reads the matrix where nothing else has read it since `start`.
   * @throws {CheckpointError} `cancelled`, or what the reader throws.
   */
  async complete(matrix: WeightMatrix, walk: WalkOptions): Promise<void> {
    if ((this.taps.get(matrix)?.seen ?? matrix.inputs) < matrix.inputs) await walkMatrix(matrix, () => undefined, walk);
  }
}

class Tap {
  /** Rows counted so far, from the first. */
  seen = 0;
  private counts: MagnitudeCounts | null = null;

  start(counts: MagnitudeCounts): void {
    this.counts = counts;
    this.seen = 0;
  }

  /** @param valuesFrom the values that were read, from this row on */
  see(from: number, to: number, valuesFrom: (row: number) => Parameters<MagnitudeCounts['add']>[0]): void {
    if (this.counts === null || from > this.seen || to <= this.seen) return;
    this.counts.add(valuesFrom(this.seen));
    this.seen = to;
  }
}
