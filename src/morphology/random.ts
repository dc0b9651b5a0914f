/**
 * A seeded stream of 32-bit integers: Chris Doty-Humphrey's sfc32 (PractRand). Integers only, so that every engine and
 * processor draws the same numbers and a reported p-value can be reproduced.
 */
export class Random {
  private a = 0;
  private b: number;
  private c: number;
  private counter = 1;

  constructor(seed: number) {
    this.b = seed | 0;
    this.c = Math.floor(seed / 0x1_0000_0000) | 0;
    // The first outputs of neighbouring seeds are alike until the state has been mixed.
    for (let i = 0; i < 15; i++) this.next();
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

  /** Uniform in 0 .. bound - 1, 1 <= bound <= 2^30. Draws beyond the bound are thrown away: a remainder would be biased. */
  below(bound: number): number {
    if (bound <= 1) return 0;
    const mask = -1 >>> Math.clz32(bound - 1);
    let drawn = this.next() & mask;
    while (drawn >= bound) drawn = this.next() & mask;
    return drawn;
  }
}

/** Permutes `values[from .. to - 1]` in place, all orders equally likely (Fisher and Yates). */
export function shuffle(values: Float64Array, from: number, to: number, random: Random): void {
  for (let i = to - 1; i > from; i--) {
    const other = from + random.below(i - from + 1);
    const moved = values[i] ?? 0;
    values[i] = values[other] ?? 0;
    values[other] = moved;
  }
}
