// Draw for draw the same as src/morphology/random.ts: sfc32, bounded by one product.
import { Network } from './records';

/** Bounds up to this are drawn by a product, larger ones by masking. */
const PRODUCT_BOUND: u32 = 1 << 21;

/**
 * Permutes the order of the samples, all orders equally likely (Fisher and Yates; Lemire, arXiv 1805.10941, for the few
 * draws thrown away because they would favour some values). The generator lives in locals: in memory it takes twice as long.
 */
export function shuffle(net: Network): void {
  const order = net.order;
  let randomA = net.randomA,
    randomB = net.randomB,
    randomC = net.randomC,
    randomCounter = net.randomCounter;
  for (let i = <u32>net.sampleCount - 1; i > 0; i--) {
    const bound = i + 1,
      small = bound <= PRODUCT_BOUND,
      mask = (<u32>0xffff_ffff) >> clz(i);
    let other: u32 = 0,
      again = true;
    do {
      const drawn = randomA + randomB + randomCounter++;
      randomA = randomB ^ (randomB >> 9);
      randomB = randomC + (randomC << 3);
      randomC = rotl(randomC, 21) + drawn;
      if (small) {
        const product = <u64>drawn * bound,
          lower = <u32>product;
        other = <u32>(product >> 32);
        again = lower < bound && lower < (0 - bound) % bound;
      } else {
        other = drawn & mask;
        again = other > i;
      }
    } while (again);
    const a = order + <usize>i * 4,
      b = order + <usize>other * 4;
    const moved = load<i32>(a);
    store<i32>(a, load<i32>(b));
    store<i32>(b, moved);
  }
  net.randomA = randomA;
  net.randomB = randomB;
  net.randomC = randomC;
  net.randomCounter = randomCounter;
}
