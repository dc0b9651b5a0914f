import { FIGURE_IDS, type FigureId } from '../../src/protocol/figure.js';

/** What the reader has chosen; survives a reload. */
export interface FiguresChoices {
  /** The figure that was gone to last; null at the top. */
  readonly figure: FigureId | null;
  /** Figures whose settings are unfolded. */
  readonly open: readonly FigureId[];
}

/** A saved state may come from another version: whatever does not fit falls back to the default. */
export function restoredChoices(saved: unknown): FiguresChoices {
  const { figure, open } = (typeof saved === 'object' && saved !== null ? saved : {}) as Record<string, unknown>;
  const known = (value: unknown): FigureId[] => FIGURE_IDS.filter((id) => id === value);
  return {
    figure: known(figure)[0] ?? null,
    open: Array.isArray(open) ? open.flatMap(known) : [],
  };
}
