import { Random } from './random.js';

/** Values up to which all permutations are drawn; beyond, as many as take the same time (half a second), 100 at least. */
const FULL_VALUES = 5000;
const PERMUTATIONS = 10_000;
const SEED = 2501_05550;

/** Permutations for a sample of this many values. */
export function permutationsFor(values: number): number {
  return values <= FULL_VALUES ? PERMUTATIONS : Math.max(100, Math.floor((PERMUTATIONS * FULL_VALUES) / values));
}

/**
 * The sum of x y for each of `permutations` seeded orders of y that mix values within a group only.
 * @param sizes of the groups, which follow each other in x and y
 */
export function permutedProducts(
  sizes: readonly number[],
  x: Float64Array,
  y: Float64Array,
  permutations: number,
): Float64Array {
  const orders = permutedSums(sizes, x, y);
  return Float64Array.from({ length: permutations }, () => orders.next().value);
}

/** The same, one after the other without end: for so many values that others want to have a turn meanwhile. */
export function* permutedSums(
  sizes: readonly number[],
  x: Float64Array,
  y: Float64Array,
): Generator<number, never, undefined> {
  const shuffled = y.slice();
  const random = new Random(SEED);
  for (;;) {
    let products = 0;
    let from = 0;
    for (const size of sizes) {
      // Fisher and Yates from the top: once drawn, a position is final and its product can be added.
      for (let i = from + size - 1; i >= from; i--) {
        const other = from + random.below(i - from + 1);
        const drawn = shuffled[other] as number;
        shuffled[other] = shuffled[i] as number;
        shuffled[i] = drawn;
        products += (x[i] as number) * drawn;
      }
      from += size;
    }
    yield products;
  }
}
