import { float32Bits, isFloat32 } from '../morphology/floatBits.js';
import type { FloatArray } from '../network/tensor.js';

/** How far one set of weights lies from another; null where that has no meaning. */
export interface WeightChange {
  /** |wB - wA| / |wA|, Frobenius norms. */
  readonly relativeChange: number | null;
  /** wA wB / (|wA| |wB|). */
  readonly cosine: number | null;
  /** Share of entries with wA wB < 0. */
  readonly signFlips: number | null;
}

/** The sums behind `WeightChange`, slice by slice, in float64: two equally long stretches of stored values at a time. */
export class ChangeSums {
  entries = 0;
  private differences = 0;
  private squaresA = 0;
  private squaresB = 0;
  private products = 0;
  private flips = 0;

  add(a: FloatArray, b: FloatArray): void {
    this.entries += a.length;
    if (isFloat32(a) && isFloat32(b)) this.addNarrow(a, b);
    else this.addWide(a, b);
  }

  /** Takes in the sums of another matrix, as if both were one vector. */
  include(other: ChangeSums): void {
    this.entries += other.entries;
    this.differences += other.differences;
    this.squaresA += other.squaresA;
    this.squaresB += other.squaresB;
    this.products += other.products;
    this.flips += other.flips;
  }

  get isZeroA(): boolean {
    return this.squaresA === 0;
  }

  get isZeroB(): boolean {
    return this.squaresB === 0;
  }

  /** Of finite entries only: who knows of others must not ask. */
  value(): WeightChange {
    const norms = finiteOrNull(Math.sqrt(this.squaresA) * Math.sqrt(this.squaresB)) ?? Number.NaN;
    // Of equal weights it is 1, which the roots may miss.
    const cosine = this.differences === 0 ? norms / norms : Math.max(-1, Math.min(1, this.products / norms));
    return {
      relativeChange: finiteOrNull(Math.sqrt(this.differences) / Math.sqrt(this.squaresA)),
      cosine: finiteOrNull(cosine),
      signFlips: finiteOrNull(this.flips / this.entries),
    };
  }

  private addNarrow(a: Float32Array, b: Float32Array): void {
    const [bitsA, bitsB] = [float32Bits(a), float32Bits(b)];
    let [differences, squaresA, squaresB, products, flips] = [0, 0, 0, 0, 0];
    for (let i = 0; i < a.length; i++) {
      const x = a[i] as number;
      const y = b[i] as number;
      const product = x * y;
      differences += (y - x) * (y - x);
      squaresA += x * x;
      squaresB += y * y;
      products += product;
      // The bits of the signs, since between different runs half of all branches would be mispredicted.
      const differ = ((bitsA[i] as number) ^ (bitsB[i] as number)) >>> 31;
      flips += differ;
      // Zeros have signs too. Products of two other float32 never vanish in float64.
      if (product === 0) flips -= differ;
    }
    this.differences += differences;
    this.squaresA += squaresA;
    this.squaresB += squaresB;
    this.products += products;
    this.flips += flips;
  }

  /** The same for float64: a loop that has met both kinds of array is slow for either. */
  private addWide(a: FloatArray, b: FloatArray): void {
    for (let i = 0; i < a.length; i++) {
      const x = a[i] as number;
      const y = b[i] as number;
      this.differences += (y - x) * (y - x);
      this.squaresA += x * x;
      this.squaresB += y * y;
      this.products += x * y;
      if ((x < 0 && y > 0) || (x > 0 && y < 0)) this.flips++;
    }
  }
}

function finiteOrNull(value: number): number | null {
  return Number.isFinite(value) ? value : null;
}
