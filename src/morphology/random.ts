const WORD = 0x1_0000_0000;
/** Products of a 32-bit word and a bound up to this are exact in float64. */
const EXACT_BOUND = 2 ** 21;

/**
 * A seeded stream of 32-bit integers: Chris Doty-Humphrey's sfc32 (PractRand). Integers only, so that every engine and
 * processor draws the same numbers and a reported p-value can be reproduced.
 */
export class Random {
  private a: number;
  private b: number;
  private c: number;
  private counter = 1;

  /**
   * @param seed an integer
   * @param stream a small integer; streams of one seed are independent of each other
   */
  constructor(seed: number, stream = 0) {
    this.a = stream;
    this.b = seed | 0;
    this.c = Math.floor(seed / WORD) | 0;
    // The first outputs of neighbouring seeds are alike until the state has been mixed.
    for (let i = 0; i < 15; i++) this.next();
  }

  /** The four words, as signed integers, from which `restore` goes on. */
  state(): readonly [number, number, number, number] {
    return [this.a, this.b, this.c, this.counter];
  }

  /** @param state four words of `state()` */
  restore(state: readonly number[]): void {
    this.a = (state[0] ?? 0) | 0;
    this.b = (state[1] ?? 0) | 0;
    this.c = (state[2] ?? 0) | 0;
    this.counter = (state[3] ?? 0) | 0;
  }

  /** The next 32 bits as a signed integer. */
  next(): number {
    const result = (((this.a + this.b) | 0) + this.counter) | 0;
    this.counter = (this.counter + 1) | 0;
    this.a = this.b ^ (this.b >>> 9);
    this.b = (this.c + (this.c << 3)) | 0;
    this.c = (((this.c << 21) | (this.c >>> 11)) + result) | 0;
    return result;
  }

  /**
   * Uniform in 0 .. bound - 1, 1 <= bound <= 2^31. The upper word of a product, with the few draws thrown away that would
   * favour some values (Lemire, arXiv 1805.10941).
   */
  below(bound: number): number {
    if (bound > EXACT_BOUND) return this.belowMasked(bound);
    for (;;) {
      const product = (this.next() >>> 0) * bound;
      const upper = Math.floor(product / WORD);
      const lower = product - upper * WORD;
      if (lower >= bound || lower >= WORD % bound) return upper;
    }
  }

  /** The same for large bounds: as many bits as the bound has, drawn until they are below it. */
  private belowMasked(bound: number): number {
    const mask = -1 >>> Math.clz32(bound - 1);
    for (;;) {
      const drawn = (this.next() & mask) >>> 0;
      if (drawn < bound) return drawn;
    }
  }
}

/** Uniform in 0 <= u < 1, a multiple of 2^-53. */
export function unit(random: Random): number {
  const high = random.next() >>> 5;
  const low = random.next() >>> 6;
  return (high * 0x400_0000 + low) / 0x20_0000_0000_0000;
}

/** Permutes `values[from .. to - 1]` in place, all orders equally likely (Fisher and Yates). */
export function shuffle(values: Float64Array | Int32Array, from: number, to: number, random: Random): void {
  for (let i = to - 1; i > from; i--) {
    const other = from + random.below(i - from + 1);
    const moved = values[i] as number;
    values[i] = values[other] as number;
    values[other] = moved;
  }
}
