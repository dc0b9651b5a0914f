import { expect, it } from 'vitest';
import { pairNotes } from '../../../src/comparison/pairNotes.js';

/** Notes about the samples of these layers: how many were sent through, of 2560. */
function notesOf(...samples: readonly number[]): readonly string[] {
  const summary = { relativeChange: 1, cosine: 1, signFlips: 0 };
  const similarities = samples.map((count) => ({ samples: count, available: 2560 }));
  return pairNotes({ matrices: [], summary, isByPlace: false, isSameFile: false, similarities }).filter((note) =>
    note.includes('samples'),
  );
}

it('tells that activations are compared on some of the samples', () => {
  expect(notesOf(1000, 1000)).toEqual(['Activations are compared on 1000 of the 2560 samples, evenly spaced.']);
  expect(notesOf(1000, 12)).toEqual([
    'Activations are compared on 12 to 1000 of the 2560 samples, evenly spaced, fewer where a layer is wide.',
  ]);
  // All of them, and a layer that has no activations.
  expect(notesOf(2560, 0)).toEqual([]);
});
