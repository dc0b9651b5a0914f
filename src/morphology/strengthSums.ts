import type { WeightMatrix } from '../network/network.js';
import type { FloatArray } from '../network/tensor.js';
import { outputOf, type Slice } from './slices.js';
import type { Strongest } from './strongest.js';

/** Rows summed together: one load and store of a column's sum serves four entries, which doubles the speed. */
const ROWS = 4;
/** Columns of a tile, which then stays in the nearest cache and seldom holds one of the strongest entries. */
const COLUMNS = 256;

/** The sums of |w| of a matrix, row slice by row slice. Sums are float64: float32 ones put correlations off by 3e-5. */
export class StrengthSums {
  readonly rowSums: Float64Array;
  readonly columnSums: Float64Array;
  zeros = 0;
  nonFinite = 0;
  /** Largest finite |w|. */
  max = 0;
  /** Columns of the tile just added that need a closer look. */
  private readonly notable = new Int32Array(COLUMNS);

  constructor(
    private readonly matrix: WeightMatrix,
    private readonly strongest: Strongest,
  ) {
    this.rowSums = new Float64Array(matrix.inputs);
    this.columnSums = new Float64Array(matrix.outputs);
  }

  add({ from, to, values }: Slice): void {
    // Only float32 takes the fast way: a loop that has met both kinds of array is slow for either.
    const fast = values instanceof Float32Array && this.matrix.pattern === 'dense';
    let row = from;
    if (fast) for (; row + ROWS <= to; row += ROWS) this.addTiles(values, from, row);
    for (; row < to; row++) this.addRow(values, from, row);
  }

  private addTiles(values: Float32Array, sliceFrom: number, row: number): void {
    const width = this.matrix.rowLength;
    const start = (row - sliceFrom) * width;
    for (let left = 0; left < width; left += COLUMNS) {
      const right = Math.min(width, left + COLUMNS);
      const notable = this.addTile(values, start, row, left, right);
      for (let k = 0; k < notable; k++) {
        const column = this.notable[k] as number;
        for (let r = 0; r < ROWS; r++) this.inspect(values[start + r * width + column] as number, row + r, column);
      }
    }
  }

  /**
   * Adds four rows between two columns. Returns in how many of these columns, listed in `notable`, something needs a closer
   * look: a zero, a strong entry, one that is not finite.
   */
  private addTile(values: Float32Array, start: number, row: number, left: number, right: number): number {
    const width = this.matrix.rowLength;
    const columns = this.columnSums;
    const notable = this.notable;
    const start1 = start + width;
    const start2 = start1 + width;
    const start3 = start2 + width;
    const bar = Math.min(this.strongest.threshold, this.max);
    let sum0 = 0;
    let sum1 = 0;
    let sum2 = 0;
    let sum3 = 0;
    let count = 0;
    for (let i = left; i < right; i++) {
      const a = Math.abs(values[start + i] as number);
      const b = Math.abs(values[start1 + i] as number);
      const c = Math.abs(values[start2 + i] as number);
      const d = Math.abs(values[start3 + i] as number);
      sum0 += a;
      sum1 += b;
      sum2 += c;
      sum3 += d;
      (columns[i] as number) += a + b + (c + d);
      // One comparison for four zeros: float32 magnitudes are too large for a product of four to vanish in float64. It also
      // fails for NaN, and infinity is above any bar.
      if (a > bar || b > bar || c > bar || d > bar || !(a * b * c * d > 0)) notable[count++] = i;
    }
    const rows = this.rowSums;
    (rows[row] as number) += sum0;
    (rows[row + 1] as number) += sum1;
    (rows[row + 2] as number) += sum2;
    (rows[row + 3] as number) += sum3;
    return count;
  }

  private addRow(values: FloatArray, sliceFrom: number, row: number): void {
    const width = this.matrix.rowLength;
    const start = (row - sliceFrom) * width;
    const firstColumn = outputOf(this.matrix, row, 0);
    const columns = this.columnSums;
    let sum = 0;
    for (let i = 0; i < width; i++) {
      const value = values[start + i] as number;
      sum += Math.abs(value);
      (columns[firstColumn + i] as number) += Math.abs(value);
      this.inspect(value, row, firstColumn + i);
    }
    this.rowSums[row] = sum;
  }

  private inspect(value: number, row: number, column: number): void {
    const magnitude = Math.abs(value);
    if (magnitude === 0) this.zeros++;
    else if (!(magnitude < Infinity)) this.nonFinite++;
    else {
      if (magnitude > this.max) this.max = magnitude;
      if (magnitude > this.strongest.threshold) this.strongest.offer(row, column, value);
    }
  }
}
