import { isFloat32 } from './floatBits.js';
import type { Slice } from './slices.js';

/** Mean |w| of a matrix in few bins; equal shares of its nodes, ordered by rank. */
export interface BinnedMap {
  readonly rows: number;
  readonly columns: number;
  /** Row-major, `rows` x `columns`. */
  readonly mean: Float64Array;
}

/** Adds up |w| by the ranks of the nodes at both ends, slice by slice; sums in float64. */
export class BinnedSums {
  private readonly rowBins: Uint8Array;
  private readonly columnBins: Uint8Array;
  private readonly sums: Float64Array;
  private readonly rows: number;
  private readonly columns: number;

  /**
   * Of a dense matrix.
   * @param rowOrder input nodes, the first rank first
   * @param columnOrder output nodes likewise
   * @param bins of each side at most, up to 256
   */
  constructor(
    private readonly rowOrder: readonly number[],
    private readonly columnOrder: readonly number[],
    bins: number,
  ) {
    this.rows = Math.min(bins, rowOrder.length);
    this.columns = Math.min(bins, columnOrder.length);
    this.rowBins = binOfNode(rowOrder, this.rows);
    this.columnBins = binOfNode(columnOrder, this.columns);
    this.sums = new Float64Array(this.rows * this.columns);
  }

  add({ from, to, values }: Slice): void {
    const width = this.columnBins.length;
    for (let row = from; row < to; row++) {
      const line = values.subarray((row - from) * width, (row - from + 1) * width);
      const base = (this.rowBins[row] ?? 0) * this.columns;
      // Two loops, each with one kind of array: the compiler's code for a mixture is many times slower.
      if (isFloat32(line)) addLine(this.sums, base, this.columnBins, line);
      else addWideLine(this.sums, base, this.columnBins, line);
    }
  }

  finish(): BinnedMap {
    const perRow = binSizes(this.rowOrder.length, this.rows);
    const perColumn = binSizes(this.columnOrder.length, this.columns);
    const mean = this.sums.map((sum, bin) => {
      const entries = (perRow[Math.floor(bin / this.columns)] ?? 0) * (perColumn[bin % this.columns] ?? 0);
      return sum / entries;
    });
    return { rows: this.rows, columns: this.columns, mean };
  }
}

function addLine(sums: Float64Array, base: number, bins: Uint8Array, line: Float32Array): void {
  for (let i = 0; i < line.length; i++) {
    const bin = base + (bins[i] as number);
    sums[bin] = (sums[bin] as number) + Math.abs(line[i] as number);
  }
}

function addWideLine(sums: Float64Array, base: number, bins: Uint8Array, line: Float64Array): void {
  for (let i = 0; i < line.length; i++) {
    const bin = base + (bins[i] as number);
    sums[bin] = (sums[bin] as number) + Math.abs(line[i] as number);
  }
}

function binOf(rank: number, nodes: number, bins: number): number {
  return Math.floor((rank * bins) / nodes);
}

function binOfNode(order: readonly number[], bins: number): Uint8Array {
  const result = new Uint8Array(order.length);
  order.forEach((node, rank) => (result[node] = binOf(rank, order.length, bins)));
  return result;
}

function binSizes(nodes: number, bins: number): Uint32Array {
  const sizes = new Uint32Array(bins);
  for (let rank = 0; rank < nodes; rank++) {
    const bin = binOf(rank, nodes, bins);
    sizes[bin] = (sizes[bin] ?? 0) + 1;
  }
  return sizes;
}
