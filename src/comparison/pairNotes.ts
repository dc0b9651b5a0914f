import type { LayerSimilarity } from './activationComparison.js';
import type { MatrixComparison, PairComparison } from '../protocol/comparison.js';

export interface Findings {
  readonly matrices: readonly MatrixComparison[];
  readonly summary: PairComparison['summary'];
  /** Matrices were paired by their place, because their names differ. */
  readonly isByPlace: boolean;
  readonly isSameFile: boolean;
  /** Of hidden layers; null without data. */
  readonly similarities: readonly Pick<LayerSimilarity, 'samples' | 'available'>[] | null;
}

/** Layers of one side alone are not compared either, but they are listed. */
const SAME = 'The weight matrices that both sides have are the same; biases are not compared.';

/** What a reader of the numbers must know before reading them, a sentence each. */
export function pairNotes({ matrices, summary, isByPlace, isSameFile, similarities }: Findings): string[] {
  const notes: string[] = [];
  if (isSameFile) notes.push('Both sides are the same file, so nothing has changed.');
  else if (summary.relativeChange === 0) notes.push(SAME);
  if (isByPlace) {
    notes.push(
      'The layers bear other names on both sides but have the same shapes, so they are compared by their place.',
    );
  }
  for (const [side, field] of [['a', 'nonFiniteA'] as const, ['b', 'nonFiniteB'] as const]) {
    const sick = matrices.filter((row) => row[field] > 0).map((row) => row.name);
    if (sick.length > 0) notes.push(`Side ${side} has values that are NaN or infinite in ${sick.join(', ')}.`);
  }
  if (matrices.length === 0) {
    notes.push('The two sides have no weight matrix of the same name and shape, so there is nothing to compare.');
  }
  const left = samplesLeftOut(similarities ?? []);
  if (left !== null) notes.push(left);
  return notes;
}

/** Whoever reads a CKA must know that not all of the data went into it. */
function samplesLeftOut(similarities: NonNullable<Findings['similarities']>): string | null {
  const some = similarities.filter(({ samples, available }) => samples > 0 && samples < available);
  const [first] = some;
  if (first === undefined) return null;
  const counts = some.map(({ samples }) => samples);
  const [least, most] = [Math.min(...counts), Math.max(...counts)];
  const taken = least === most ? String(most) : `${least} to ${most}`;
  const fewer = least === most ? '' : ', fewer where a layer is wide';
  return `Activations are compared on ${taken} of the ${first.available} samples, evenly spaced${fewer}.`;
}
