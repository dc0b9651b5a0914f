import type { MatchChoice } from '../../src/protocol/comparison.js';
import type { Change } from '../page/useView.js';
import type { CompareChoices } from './compareChoices.js';
import { OrderSelect } from '../morphology/OrderSelect.js';

interface CompareToolsProps {
  /** Null where both sides are of one run, whose nodes keep their identity. */
  readonly match: MatchChoice | null;
  readonly onMatch: (match: MatchChoice) => void;
  readonly onSwap: () => void;
  readonly choices: CompareChoices;
  readonly change: Change<CompareChoices>;
  readonly chains: number;
  readonly asTable: boolean;
  readonly onTable: (on: boolean) => void;
  /** Why no other epochs can be compared; null where they can. */
  readonly fixed: string | null;
}

const MATCH_WORDS: Readonly<Record<MatchChoice, string>> = {
  off: 'off',
  auto: 'up to 2,048 nodes a layer',
  all: 'all layers',
};

/** What can be changed about the comparison and its drawings. */
export function CompareTools(props: CompareToolsProps) {
  const { match, onMatch, onSwap, choices, change, chains, asTable, onTable, fixed } = props;
  return (
    <div class="tools">
      <button
        type="button"
        data-testid="compare-swap"
        disabled={fixed !== null}
        title={fixed ?? 'Swap a and b  x'}
        onClick={onSwap}
      >
        Swap a and b
      </button>
      <label class="check" title={fixed ?? 'Both epochs move together: [ ] steps b, { } steps a'}>
        <input
          type="checkbox"
          data-testid="compare-lock"
          checked={choices.locked}
          disabled={fixed !== null}
          onChange={({ currentTarget: { checked } }) => change({ locked: checked })}
        />
        Lock distance
      </label>
      {match !== null && (
        <label title={fixed ?? 'Hidden nodes of another run have no order in common until they are matched'}>
          Match nodes{' '}
          <select
            data-testid="compare-match"
            value={match}
            disabled={fixed !== null}
            onChange={({ currentTarget: { value } }) => onMatch(value === 'off' || value === 'all' ? value : 'auto')}
          >
            {(['auto', 'off', 'all'] as const).map((choice) => (
              <option key={choice} value={choice}>
                {MATCH_WORDS[choice]}
              </option>
            ))}
          </select>
        </label>
      )}
      {chains > 1 && (
        <label>
          Chain{' '}
          <select
            data-testid="chain"
            value={choices.segment === null ? 'auto' : String(choices.segment)}
            onChange={({ currentTarget: { value } }) =>
              change({ segment: value === 'all' ? 'all' : value === 'auto' ? null : Number(value) })
            }
          >
            <option value="auto">longest</option>
            <option value="all">all {chains}</option>
            {Array.from({ length: chains }, (_, index) => (
              <option key={index} value={String(index)}>
                {index + 1}
              </option>
            ))}
          </select>
        </label>
      )}
      <OrderSelect order={choices.order} of=" of b" onOrder={(order) => change({ order })} />
      <label class="check" title="The numbers behind the drawings">
        <input
          type="checkbox"
          data-testid="drawing-as-table"
          checked={asTable}
          onChange={({ currentTarget: { checked } }) => onTable(checked)}
        />
        Table
      </label>
    </div>
  );
}
