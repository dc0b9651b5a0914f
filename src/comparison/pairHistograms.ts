import { walkTensors, type WalkOptions } from '../morphology/slices.js';
import type { WeightMatrix } from '../network/network.js';
import type { PairHistogram } from '../protocol/comparison.js';
import type { ComparedSide } from './comparedSide.js';
import { MagnitudeCounts } from './histogram.js';
import type { MagnitudeTaps } from './magnitudeTaps.js';
import type { PairCounts } from './pairPass.js';

interface Pair {
  readonly a: WeightMatrix;
  readonly b: WeightMatrix;
}

/**
 * The histograms of |w| of both sides in the same bins. They need the largest |w| first: where that is known before anything
 * is read they are counted in the first pass, else while the second one reads the rows anyway.
 */
export class PairHistograms {
  private readonly counted = new Map<Pair, PairCounts>();
  private readonly tapped = new Set<Pair>();

  constructor(
    private readonly a: ComparedSide,
    private readonly b: ComparedSide,
    private readonly taps: MagnitudeTaps,
  ) {}

  /** Before the first pass: what it can count; null where the bins are not known yet. */
  early(pair: Pair): PairCounts | null {
    const [a, b] = [this.a.largest(pair.a), this.b.largest(pair.b)];
    return a === null || b === null ? null : this.begin(pair, a, b);
  }

  /** Between the passes: counts the rows that the second one reads, where they are the stored values. */
  async tap(pair: Pair, walk: WalkOptions): Promise<void> {
    if (this.counted.has(pair) || !pair.a.plain || !pair.b.plain) return;
    const largestA = await this.a.findLargest(pair.a, walk);
    const counts = this.begin(pair, largestA, await this.b.findLargest(pair.b, walk));
    this.taps.start(pair.a, counts.a);
    this.taps.start(pair.b, counts.b);
    this.tapped.add(pair);
  }

  /** After the second pass: reads what neither of them has shown. */
  async finish(pair: Pair, walk: WalkOptions): Promise<PairHistogram | null> {
    if (this.tapped.has(pair)) {
      await this.taps.complete(pair.a, walk);
      await this.taps.complete(pair.b, walk);
    }
    const counts = this.counted.get(pair) ?? (await this.countTensors(pair, walk));
    return counts.a.with(counts.b);
  }

  private async countTensors(pair: Pair, walk: WalkOptions): Promise<PairCounts> {
    const largestA = await this.a.findLargest(pair.a, walk);
    const counts = this.begin(pair, largestA, await this.b.findLargest(pair.b, walk));
    await walkTensors(pair.a.tensors, ({ values }) => counts.a.add(values), walk);
    await walkTensors(pair.b.tensors, ({ values }) => counts.b.add(values), walk);
    return counts;
  }

  private begin(pair: Pair, largestA: number, largestB: number): PairCounts {
    const largest = Math.max(largestA, largestB);
    const counts = { a: new MagnitudeCounts(largest), b: new MagnitudeCounts(largest) };
    this.counted.set(pair, counts);
    return counts;
  }
}
