import { bitsAtLeast, float32Bits, INFINITE, isFloat32, MAGNITUDE } from '../morphology/floatBits.js';
import type { FloatArray } from '../network/tensor.js';
import type { PairHistogram } from '../protocol/comparison.js';

const BINS = 40;
/** Counters kept side by side, so that one need not wait for what the one before has just stored. */
const LANES = 4;
/** From one lane to the next; what is not finite is counted in a bin of its own that is never looked at. */
const LANE = 64;
const NOT_FINITE = BINS;
/** Upper bits of a float32 magnitude, which tell its bin or the one below: values that share them differ by less than 1 %. */
const UPPER_BITS = 15;

/** Counts magnitudes of one side in the bins that both sides share; values that are not finite are left out. */
export class MagnitudeCounts {
  private readonly counts = new Float64Array(BINS);
  private readonly edges: Float64Array;
  private readonly narrow: NarrowBins;

  /** @param largest upper edge of the last bin; no magnitude may be above it */
  constructor(private readonly largest: number) {
    this.edges = Float64Array.from(binEdges(largest));
    this.narrow = narrowBins(this.edges);
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

  /** Integers and no branch: the bins of neighbouring values have nothing to do with each other. */
  private addNarrow(values: Float32Array): void {
    const bits = float32Bits(values);
    const { lowest, next } = this.narrow;
    const lanes = new Int32Array(LANES * LANE);
    for (let i = 0; i < bits.length; i++) {
      const magnitude = (bits[i] as number) & MAGNITUDE;
      const low = lowest[magnitude >>> (31 - UPPER_BITS)] as number;
      const bin = low + 1 + ((magnitude - (next[low] as number)) >> 31);
      (lanes[(i % LANES) * LANE + bin] as number)++;
    }
    for (let i = 0; i < lanes.length; i++) {
      if (i % LANE < BINS) (this.counts[i % LANE] as number) += lanes[i] as number;
    }
  }

  private addWide(values: FloatArray): void {
    for (const value of values) {
      const magnitude = Math.abs(value);
      if (!(magnitude < Infinity)) continue;
      let bin = Math.min(BINS - 1, Math.floor((BINS * magnitude) / (this.edges[BINS] as number)));
      // The product is rounded: the edges decide.
      if (magnitude < (this.edges[bin] as number)) bin--;
      else if (bin < BINS - 1 && magnitude >= (this.edges[bin + 1] as number)) bin++;
      (this.counts[bin] as number)++;
    }
  }
}

/** The bins of float32 magnitudes by their bits, which compare as the magnitudes do. */
interface NarrowBins {
  /** By the upper bits: the bin of the smallest magnitude that has them. */
  readonly lowest: Uint8Array;
  /** By bin: the bits of the smallest magnitude beyond it. */
  readonly next: Int32Array;
}

function narrowBins(edges: Float64Array): NarrowBins {
  const next = new Int32Array(BINS + 1).fill(MAGNITUDE);
  for (let bin = 0; bin < BINS - 1; bin++) next[bin] = bitsAtLeast(edges[bin + 1] as number);
  const lowest = new Uint8Array(1 << UPPER_BITS);
  let bin = 0;
  for (let upper = 0; upper < lowest.length; upper++) {
    const bits = upper << (31 - UPPER_BITS);
    while (bin < BINS - 1 && bits >= (next[bin] as number)) bin++;
    lowest[upper] = bits >= INFINITE ? NOT_FINITE : bin;
  }
  return { lowest, next };
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
