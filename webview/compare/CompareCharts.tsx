import { useState } from 'preact/hooks';
import type { Comparison } from '../../src/protocol/comparison.js';
import { GrowthCard } from './GrowthCard.js';
import { PairHistogramsCard } from './PairHistogramsCard.js';
import { PairLineCards } from './PairLineCards.js';
import { pairsOf } from './pairRows.js';

interface CompareChartsProps {
  readonly comparison: Comparison;
  readonly nameA: string;
  /** Of b and of each further checkpoint. */
  readonly names: readonly string[];
  readonly copy: (text: string) => Promise<void>;
}

/** The charts of a comparison; where a is compared with several, the reader says whose histograms are shown. */
export function CompareCharts({ comparison, nameA, names, copy }: CompareChartsProps) {
  const [chosen, setChosen] = useState(0);
  const pairs = pairsOf(comparison, names);
  const { pair } = pairs[chosen] ?? { pair: comparison };
  return (
    <>
      {pairs.length > 1 && (
        <label class="histogram-choice">
          Histograms of a and{' '}
          <select
            data-testid="histograms-of"
            value={String(chosen)}
            onChange={({ currentTarget: { value } }) => setChosen(Number(value))}
          >
            {pairs.map(({ against }, at) => (
              <option key={at} value={String(at)}>
                {against}
              </option>
            ))}
          </select>
        </label>
      )}
      <section class="metrics" aria-label="Charts">
        <PairHistogramsCard
          id="pair-weights"
          title="Weights by matrix"
          rows={pair.matrices}
          counted="entries"
          across="|w|"
          copy={copy}
        />
        {pair.layers.length > 0 && (
          <PairHistogramsCard
            id="pair-connectivities"
            title="Connectivities by layer"
            term="connectivity"
            rows={pair.layers}
            counted="nodes"
            across="connectivity"
            copy={copy}
          />
        )}
        <PairLineCards comparison={comparison} nameA={nameA} names={names} copy={copy} />
        <GrowthCard comparison={comparison} copy={copy} />
      </section>
    </>
  );
}
