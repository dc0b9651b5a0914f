/**
 * Shares `total` edges among matrices: each as many as it has entries where that fits, the rest equally among the large
 * ones. What one does not use goes to those that come later.
 */
export class EdgeBudget {
  private readonly waiting: number[];

  /** @param entries of all matrices, in the order in which they will ask */
  constructor(
    private left: number,
    entries: readonly number[],
  ) {
    this.waiting = [...entries];
  }

  /** How many edges the next matrix may keep. */
  next(): number {
    const own = this.waiting[0] ?? 0;
    let left = this.left;
    const ascending = this.waiting.toSorted((a, b) => a - b);
    for (const [index, entries] of ascending.entries()) {
      const share = Math.floor(left / (ascending.length - index));
      if (entries > share) return Math.min(own, share);
      left -= entries;
    }
    return own;
  }

  /** Takes what the matrix that asked last has kept. */
  take(edges: number): void {
    this.waiting.shift();
    this.left -= edges;
  }
}
