import type { FigureDocument } from '../../src/protocol/figure.js';

/** Whether half a wide page is too little for its pictures. */
function needsRow(document: FigureDocument | null): boolean {
  const pictures = document?.data.pictures ?? [];
  return pictures.length > 2 || pictures.some(({ kind }) => kind === 'networks');
}

/**
 * Which cards take a whole row where two fit beside each other: those that need it, and those that would stand alone in
 * theirs.
 */
export function wideCards(documents: readonly (FigureDocument | null)[]): readonly boolean[] {
  const wide = documents.map(needsRow);
  let alone: number | null = null;
  for (const [at, isWide] of wide.entries()) {
    if (!isWide) alone = alone === null ? at : null;
    else if (alone !== null) {
      wide[alone] = true;
      alone = null;
    }
  }
  if (alone !== null) wide[alone] = true;
  return wide;
}
