import type { Comparison } from '../../src/protocol/comparison.js';
import { trueMinus } from '../shared/format.js';
import { Unbroken } from '../shared/Unbroken.js';
import type { Answer } from './compareState.js';
import { changeWords } from './changeWords.js';
import type { Side } from './sides.js';

interface CompareSentenceProps {
  readonly a: Side;
  readonly b: Side;
  /** Null while the pair is being compared. */
  readonly answer: Answer | null;
  /** The user has cancelled. */
  readonly isPaused: boolean;
}

/** What changed, in words, and what a reader must know about it; announced when the epochs change. */
export function CompareSentence({ a, b, answer, isPaused }: CompareSentenceProps) {
  const comparison = answer?.comparison ?? null;
  // Where both sides are of one run that cannot be read, it is said once.
  const failures = [a, b].filter(({ failure }, at) => failure !== null && !(at === 1 && failure === a.failure));
  const waiting = isPaused ? 'cancelled' : 'waiting';
  const state = comparison !== null ? 'known' : answer === null && failures.length === 0 ? waiting : 'failed';
  return (
    <div class={`verdict verdict-${comparison === null ? 'unknown' : 'formed'}`}>
      <p
        role="status"
        aria-live="polite"
        data-testid="compare-sentence"
        data-value={state}
        data-change={comparison?.summary.relativeChange ?? ''}
      >
        <Unbroken text={trueMinus(sentenceOf(a, b, answer, isPaused))} />
      </p>
      <ul class="compare-notes" data-testid="compare-notes">
        {failures.map(({ which, name, failure }) => (
          <li key={which} role="alert">
            {which} ({name}): {failure}
          </li>
        ))}
        {comparison !== null && notesOf(comparison).map((note) => <li key={note}>{note}</li>)}
      </ul>
    </div>
  );
}

function sentenceOf(a: Side, b: Side, answer: Answer | null, isPaused: boolean): string {
  const unread = [a, b].filter(({ failure }) => failure !== null).map(({ name }) => name);
  if (answer?.comparison == null && unread.length > 0)
    return `${unread.join(' and ')} cannot be read, so nothing is compared.`;
  if (answer === null && isPaused)
    return `Cancelled before ${a.name} and ${b.name} were compared. Choose an epoch, swap them, or ask for the comparison again to go on.`;
  if (answer === null) return `Comparing ${a.name} with ${b.name}…`;
  if (answer.comparison === null) return answer.error ?? `${a.name} and ${b.name} cannot be compared.`;
  return changeWords(answer.comparison, a.name, b.name);
}

function notesOf({ notes, permutation, onlyA, onlyB }: Comparison): readonly string[] {
  const { applied, layers, why } = permutation;
  const by = [...new Set(layers.map((layer) => layer.by))].join(' and ');
  const moved = layers.reduce((sum, { order }) => sum + order.filter((node, place) => node !== place).length, 0);
  const nodes = layers.reduce((sum, { order }) => sum + order.length, 0);
  // One that has another shape on each side is among both.
  const one = new Set([...onlyA, ...onlyB]).size;
  return [
    ...(applied
      ? [`Hidden nodes of b were matched to those of a by ${by}: ${moved} of ${nodes} changed their place.`]
      : []),
    ...(why === null ? [] : [why]),
    ...(one === 0
      ? []
      : [
          `Not compared: ${one} ${one === 1 ? 'matrix that is' : 'matrices that are'} not on both sides in one shape, listed below.`,
        ]),
    ...notes,
  ];
}
