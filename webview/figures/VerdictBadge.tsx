import type { FigureId } from '../../src/protocol/figure.js';
import type { Outcome } from './verdicts.js';

const CIRCLE = 'M8 1.5a6.5 6.5 0 1 0 .01 0z';
const SQUARE = 'M2 2h12v12H2z';
const CHECK = 'M4.9 8.2l2.2 2.2 4-4.6';
const CROSS = 'M5.7 5.7l4.6 4.6M10.3 5.7l-4.6 4.6';

/** Each outcome has a shape of its own, so that no one depends on colour. */
const SHAPES: Readonly<Record<Outcome, string>> = {
  agrees: CIRCLE + CHECK,
  differs: `M8 .8 15.2 8 8 15.2.8 8z${CROSS}`,
  undecided: `${CIRCLE}M6.1 6.3a1.9 1.9 0 1 1 2.8 1.7c-.6.3-.9.7-.9 1.3M8 11.2v.6`,
  pass: SQUARE + CHECK,
  fail: SQUARE + CROSS,
  'no verdict': 'M2 8h12',
  preliminary: 'M8 1.5A6.5 6.5 0 0 1 14.5 8M8 14.5A6.5 6.5 0 0 1 1.5 8',
  waiting: 'M3.5 1.5h9M3.5 14.5h9M5 1.5c0 5 6 8 6 13M11 1.5c0 5-6 8-6 13',
  'not made': 'M8 4a4 4 0 1 0 .01 0z',
};

export function OutcomeShape({ outcome }: { readonly outcome: Outcome }) {
  return (
    <svg class="outcome" viewBox="0 0 16 16" width="14" height="14" aria-hidden="true">
      <path d={SHAPES[outcome]} fill="none" stroke="currentColor" stroke-width="1.5" />
    </svg>
  );
}

interface VerdictBadgeProps {
  readonly id: FigureId;
  readonly outcome: Outcome;
}

/** The outcome of one figure, in a word and a shape. */
export function VerdictBadge({ id, outcome }: VerdictBadgeProps) {
  return (
    <span class={`badge ${outcomeClass(outcome)}`} data-testid={`verdict-${id}`} data-value={outcome}>
      <OutcomeShape outcome={outcome} /> {outcome}
    </span>
  );
}

export function outcomeClass(outcome: Outcome): string {
  return `outcome-${outcome.replace(' ', '-')}`;
}
