import { selectRank } from './select.js';

/** The strongest entries of one matrix. */
export interface StrongEdges {
  readonly from: Uint32Array;
  readonly to: Uint32Array;
  readonly value: Float64Array;
}

/**
 * Keeps the `capacity` entries of largest |w| out of a stream, in room for twice as many: when it is full, the weaker half
 * goes and what is weaker than the rest is no longer let in. Among ties the first to come stay.
 */
export class Strongest {
  private readonly room: number;
  private readonly from: Uint32Array;
  private readonly to: Uint32Array;
  private readonly value: Float64Array;
  private length = 0;
  private thinned = false;
  /** Entries must exceed this to be worth offering. */
  threshold = 0;

  /** @param entries how many can come at most, so that no room is wasted on a small matrix */
  constructor(
    private readonly capacity: number,
    entries: number,
  ) {
    this.room = Math.min(entries, 2 * capacity);
    this.from = new Uint32Array(this.room);
    this.to = new Uint32Array(this.room);
    this.value = new Float64Array(this.room);
    if (capacity === 0) this.threshold = Infinity;
  }

  /** Only for |value| above `threshold`. */
  offer(from: number, to: number, value: number): void {
    if (this.length === this.room) this.thin();
    if (!(Math.abs(value) > this.threshold)) return;
    this.from[this.length] = from;
    this.to[this.length] = to;
    this.value[this.length] = value;
    this.length++;
  }

  private thin(): void {
    const surplus = this.length - this.capacity;
    if (surplus <= 0) return;
    const magnitudes = this.value.slice(0, this.length).map(Math.abs);
    const weakest = selectRank(magnitudes, this.length, surplus);
    let above = 0;
    for (let i = 0; i < this.length; i++) if (Math.abs(this.value[i] ?? 0) > weakest) above++;
    let ties = this.capacity - above;
    let kept = 0;
    for (let i = 0; i < this.length; i++) {
      const magnitude = Math.abs(this.value[i] ?? 0);
      if (magnitude < weakest || (magnitude === weakest && ties-- <= 0)) continue;
      this.from[kept] = this.from[i] ?? 0;
      this.to[kept] = this.to[i] ?? 0;
      this.value[kept] = this.value[i] ?? 0;
      kept++;
    }
    this.length = kept;
    this.thinned = true;
    this.threshold = weakest;
  }

  /** The edges, strongest first and equal ones in stored order; `complete` when every entry above 0 that was offered is among them. */
  finish(): { readonly edges: StrongEdges; readonly complete: boolean } {
    this.thin();
    const order = Array.from({ length: this.length }, (_, i) => i);
    const difference = (list: ArrayLike<number>, a: number, b: number): number => (list[a] ?? 0) - (list[b] ?? 0);
    const magnitude = this.value.map(Math.abs);
    order.sort((a, b) => difference(magnitude, b, a) || difference(this.from, a, b) || difference(this.to, a, b));
    const edges = {
      from: Uint32Array.from(order, (i) => this.from[i] ?? 0),
      to: Uint32Array.from(order, (i) => this.to[i] ?? 0),
      value: Float64Array.from(order, (i) => this.value[i] ?? 0),
    };
    return { edges, complete: !this.thinned };
  }
}
