import type { CardState } from './figuresState.js';

/** What a card says of its figure, in one word and one shape. */
export type Outcome =
  'agrees' | 'differs' | 'undecided' | 'pass' | 'fail' | 'no verdict' | 'preliminary' | 'waiting' | 'not made';

/** In the order in which they are counted. */
export const OUTCOMES: readonly Outcome[] = [
  'agrees',
  'differs',
  'undecided',
  'pass',
  'fail',
  'no verdict',
  'preliminary',
  'waiting',
  'not made',
];

/** @param isAtWork whether what is not there may still come */
export function outcomeOf({ state, shown }: CardState, isAtWork: boolean): Outcome {
  if (shown === null) return isAtWork ? 'waiting' : 'not made';
  if (state === 'preliminary') return 'preliminary';
  return shown.document.verdict ?? 'no verdict';
}

export interface Counted {
  readonly outcome: Outcome;
  readonly count: number;
}

/** How many figures have each outcome; only those that there are. */
export function countOutcomes(outcomes: readonly Outcome[]): readonly Counted[] {
  return OUTCOMES.map((outcome) => ({ outcome, count: outcomes.filter((one) => one === outcome).length })).filter(
    ({ count }) => count > 0,
  );
}
