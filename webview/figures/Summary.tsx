import { useRef, useState } from 'preact/hooks';
import type { FigureId } from '../../src/protocol/figure.js';
import type { CardState } from './figuresState.js';
import { countsText } from './figuresWords.js';
import { OutcomeShape, outcomeClass } from './VerdictBadge.js';
import { countOutcomes, type Outcome } from './verdicts.js';

export interface Judged {
  readonly card: CardState;
  readonly outcome: Outcome;
}

interface SummaryProps {
  readonly figures: readonly Judged[];
  readonly onJump: (figure: FigureId) => void;
}

/** How many figures agree, differ and so on, and a list to jump to each of them. */
export function Summary({ figures, onJump }: SummaryProps) {
  const counts = countOutcomes(figures.map(({ outcome }) => outcome));
  return (
    <div class="summary-bar">
      <p class="unseen" role="status">
        {countsText(counts)}
      </p>
      <ul class="counts" aria-label="Verdicts">
        {counts.map(({ outcome, count }) => (
          <li
            key={outcome}
            class={`badge ${outcomeClass(outcome)}`}
            data-testid={`count-${outcome.replace(' ', '-')}`}
            data-value={count}
          >
            <OutcomeShape outcome={outcome} /> <b>{count}</b> {outcome}
          </li>
        ))}
      </ul>
      <JumpList figures={figures} onJump={onJump} />
    </div>
  );
}

/** One stop for Tab; arrows walk, Enter goes to the figure. */
function JumpList({ figures, onJump }: SummaryProps) {
  const list = useRef<HTMLElement>(null);
  const [current, setCurrent] = useState(0);
  const reached = Math.min(current, figures.length - 1);

  function onKeyDown(event: KeyboardEvent): void {
    const to = { ArrowRight: reached + 1, ArrowDown: reached + 1, ArrowLeft: reached - 1, ArrowUp: reached - 1 }[
      event.key
    ];
    const target = event.key === 'Home' ? 0 : event.key === 'End' ? figures.length - 1 : to;
    if (target === undefined) return;
    event.preventDefault();
    const at = (target + figures.length) % figures.length;
    setCurrent(at);
    list.current?.querySelectorAll('button')[at]?.focus();
  }

  return (
    <nav ref={list} class="jump" aria-label="Figures" onKeyDown={onKeyDown}>
      {figures.map(({ card: { id, title }, outcome }, at) => (
        <button
          key={id}
          type="button"
          class={`quiet ${outcomeClass(outcome)}`}
          tabIndex={at === reached ? 0 : -1}
          aria-label={`Figure ${id}: ${title}, ${outcome}`}
          title={`${title}: ${outcome}`}
          data-testid={`jump-${id}`}
          onClick={() => {
            setCurrent(at);
            onJump(id);
          }}
        >
          <OutcomeShape outcome={outcome} /> {id}
        </button>
      ))}
    </nav>
  );
}
