import type { Answer, Place } from './question.js';

/** One question of a dialog: from what was chosen so far to what is chosen after it. */
export type Step<S> = (state: S, place: Place) => Promise<Answer<S>>;

/**
 * Asks one question after the other; back goes to the one before, Escape ends the dialog.
 * @param steps those that the choices so far lead to
 * @returns what was chosen in all; null when the dialog was cancelled
 */
export async function askAll<S>(title: string, first: S, steps: (state: S) => readonly Step<S>[]): Promise<S | null> {
  let state = first;
  for (let at = 0; ;) {
    const all = steps(state);
    const step = all[at];
    if (step === undefined) return state;
    const answer = await step(state, { title, step: { number: at + 1, of: all.length }, canGoBack: at > 0 });
    if (answer.kind === 'cancelled') return null;
    if (answer.kind === 'back') at--;
    else {
      state = answer.value;
      at++;
    }
  }
}
