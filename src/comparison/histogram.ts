import { isFloat32 } from '../morphology/floatBits.js';
import type { FloatArray } from '../network/tensor.js';
import type { PairHistogram } from '../protocol/comparison.js';

const BINS = 40;

/** Counts magnitudes of one side in the bins that both sides share; values that are not finite are left out. */
export class MagnitudeCounts {
  private readonly counts = new Float64Array(BINS);
  private readonly edges: Float64Array;
  private readonly scale: number;

  /** @param largest upper edge of the last bin; no magnitude may be above it */
  constructor(private readonly largest: number) {
    this.edges = Float64Array.from(binEdges(largest));
    this.scale = BINS / upperEdge(largest);
  }

  add(values: FloatArray): void {
    if (isFloat32(values)) this.addNarrow(values);
    else this.addWide(values);
  }

  /** With the other side, which must have been counted in the same bins; null where neither has a value. */
  with(other: MagnitudeCounts): PairHistogram | null {
    const [a, b] = [Array.from(this.counts), Array.from(other.counts)];
    const isEmpty = [...a, ...b].every((count) => count === 0);
    return isEmpty ? null : { edges: binEdges(this.largest), a, b };
  }

  private addNarrow(values: Float32Array): void {
    for (let i = 0; i < values.length; i++) this.count(Math.abs(values[i] as number));
  }

  /** The same for float64: a loop that has met both kinds of array is slow for either. */
  private addWide(values: FloatArray): void {
    for (let i = 0; i < values.length; i++) this.count(Math.abs(values[i] as number));
  }

  private count(magnitude: number): void {
    if (!(magnitude < Infinity)) return;
    let bin = Math.min(BINS - 1, Math.floor(magnitude * this.scale));
    // The product is rounded: the edges decide.
    if (magnitude < (this.edges[bin] as number)) bin--;
    else if (bin < BINS - 1 && magnitude >= (this.edges[bin + 1] as number)) bin++;
    (this.counts[bin] as number)++;
  }
}

/** Values from 0 of both sides in the same bins, from 0 to the largest of them. */
export function pairHistogram(a: readonly number[], b: readonly number[]): PairHistogram | null {
  const largest = [...a, ...b].reduce((most, value) => Math.max(most, value), 0);
  const counted = (values: readonly number[]): MagnitudeCounts => {
    const counts = new MagnitudeCounts(largest);
    counts.add(Float64Array.from(values));
    return counts;
  };
  return counted(a).with(counted(b));
}

/** numpy: `largest * (np.arange(41) / 40)`. Bins of zeros alone go from 0 to 1. */
function binEdges(largest: number): number[] {
  return Array.from({ length: BINS + 1 }, (_, edge) => upperEdge(largest) * (edge / BINS));
}

function upperEdge(largest: number): number {
  return largest > 0 ? largest : 1;
}
