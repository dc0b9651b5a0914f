/** The other figures' p-values that a p has to stand beside. */
export interface HolmContext {
  /** Primary statistics with a p, of all figures. */
  readonly primaries: number;
  /** The others' p-values when all figures are run, those that have one; null for a figure that is run alone. */
  readonly pOfOthers: readonly number[] | null;
}

/**
 * A p-value adjusted for all primary statistics: by Holm's step-down method, or times their number where the others are not
 * known. Those without a p count as 1. R: `p.adjust(p, "holm")`.
 */
export function adjustedP(p: number, { primaries, pOfOthers }: HolmContext): number {
  if (pOfOthers === null) return Math.min(1, p * primaries);
  let adjusted = 0;
  for (const [rank, other] of [...pOfOthers, p].sort((a, b) => a - b).entries()) {
    if (other > p) break;
    adjusted = Math.max(adjusted, (primaries - rank) * other);
  }
  return Math.min(1, adjusted);
}
