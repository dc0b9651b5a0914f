import { outputOf, type Slice } from '../morphology/slices.js';
import { Strongest } from '../morphology/strongest.js';
import type { WeightMatrix } from '../network/network.js';
import type { FloatArray } from '../network/tensor.js';
import type { MatrixChange } from '../protocol/comparison.js';

/** Entries looked at together: most stretches hold nothing that is strong enough, and one comparison tells. */
const STRETCH = 256;
/** Seven digits draw the same line as seventeen. */
const DIGITS = 7;

/** Keeps the entries of one folded matrix whose |w| changed most, row slice by row slice. */
export class StrongestChanges {
  private readonly strongest: Strongest;

  /**
   * @param matrix of side a; b's has the same shape
   * @param capacity how many to keep
   * @param isSigned whether entries of both sides are single weights with their signs
   */
  constructor(
    private readonly matrix: WeightMatrix,
    capacity: number,
    private readonly isSigned: boolean,
  ) {
    this.strongest = new Strongest(capacity, matrix.inputs * matrix.rowLength);
  }

  add({ from, values }: Slice, others: FloatArray): void {
    for (let start = 0; start < values.length; start += STRETCH) {
      const end = Math.min(values.length, start + STRETCH);
      let largest = 0;
      for (let i = start; i < end; i++) {
        const change = Math.abs(Math.abs(others[i] as number) - Math.abs(values[i] as number));
        if (change > largest) largest = change;
      }
      if (largest > this.strongest.threshold) this.inspect(from, values, others, start, end);
    }
  }

  finish(): MatrixChange {
    const { edges, complete } = this.strongest.finish();
    const change = Array.from(edges.value, (value) => Number(value.toPrecision(DIGITS)));
    return {
      name: this.matrix.name,
      largest: Math.abs(change[0] ?? 0),
      complete,
      from: Array.from(edges.from),
      to: Array.from(edges.to, (to) => to >>> 1),
      change,
      flipped: Array.from(edges.to, (to) => to & 1),
    };
  }

  private inspect(firstRow: number, values: FloatArray, others: FloatArray, start: number, end: number): void {
    const width = this.matrix.rowLength;
    for (let i = start; i < end; i++) {
      const a = values[i] as number;
      const b = others[i] as number;
      const change = Math.abs(b) - Math.abs(a);
      if (!(Math.abs(change) > this.strongest.threshold) || Math.abs(change) === Infinity) continue;
      const row = firstRow + Math.floor(i / width);
      const flipped = this.isSigned && ((a < 0 && b > 0) || (a > 0 && b < 0)) ? 1 : 0;
      // The lowest bit carries the flip: a matrix has at most 2^24 output nodes.
      this.strongest.offer(row, (outputOf(this.matrix, row, i % width) << 1) | flipped, change);
    }
  }
}
