import { useMemo } from 'preact/hooks';
import type { PairHistogram } from '../../src/protocol/comparison.js';
import type { TermName } from '../glossary.js';
import { ChartCard } from '../metrics/ChartCard.js';
import { formatNumber } from '../shared/format.js';
import type { Cell, NumbersTable } from '../shared/numbersTable.js';
import { stepPath } from './stepPath.js';

interface PairHistogramsCardProps {
  readonly id: string;
  readonly title: string;
  readonly term?: TermName;
  /** Of each matrix or layer; null where neither side has values. */
  readonly rows: readonly { readonly name: string; readonly histogram: PairHistogram | null }[];
  /** What is counted, what lies across. */
  readonly counted: string;
  readonly across: string;
  readonly copy: (text: string) => Promise<void>;
}

/** Both sides over each other in the same bins, one small picture a matrix or layer. */
export function PairHistogramsCard({ id, title, term, rows, counted, across, copy }: PairHistogramsCardProps) {
  const shown = useMemo(
    () => rows.flatMap(({ name, histogram }) => (histogram === null ? [] : [{ name, histogram }])),
    [rows],
  );
  const table = useMemo(() => tableOf(shown), [shown]);
  return (
    <div class="pair-histograms">
      <ChartCard
        id={id}
        title={title}
        {...(term === undefined ? {} : { term })}
        table={table}
        legend={<PairLegend />}
        caption={`Height: ${counted}, each picture to its own highest bar. Across: ${across}, from 0 to the larger of both sides’ largest.`}
        empty={shown.length === 0 ? 'Neither side has finite values to count.' : null}
        copy={copy}
      >
        <div class="multiples pair-multiples">
          {shown.map(({ name, histogram }) => (
            <SmallPair key={name} name={name} histogram={histogram} />
          ))}
        </div>
      </ChartCard>
    </div>
  );
}

function SmallPair({ name, histogram: { edges, a, b } }: { readonly name: string; readonly histogram: PairHistogram }) {
  const most = Math.max(1, ...a, ...b);
  const low = edges[0] ?? 0;
  const high = edges.at(-1) ?? 1;
  return (
    <figure
      data-name={name}
      title={`${name}: ${formatNumber(low)} to ${formatNumber(high)}, highest bar ${formatNumber(most)}`}
    >
      <svg viewBox="0 0 100 40" preserveAspectRatio="none" aria-hidden="true">
        <path d={stepPath(b, most, true)} class="pair-b" />
        <path d={stepPath(a, most, false)} class="pair-a" />
        <path d="M0 39.7H100" class="floor" />
      </svg>
      <figcaption>{name}</figcaption>
    </figure>
  );
}

function PairLegend() {
  return (
    <p class="legend">
      <span>
        <svg viewBox="0 0 24 10" width="24" height="10" aria-hidden="true" class="key key-line">
          <path d="M0 5h24" />
        </svg>
        a
      </span>
      <span>
        <svg viewBox="0 0 24 10" width="24" height="10" aria-hidden="true" class="key key-area">
          <rect width="24" height="10" />
        </svg>
        b
      </span>
    </p>
  );
}

function tableOf(rows: readonly { readonly name: string; readonly histogram: PairHistogram }[]): NumbersTable {
  return {
    columns: ['name', 'from', 'to', 'a', 'b'],
    rows: rows.flatMap(({ name, histogram: { edges, a, b } }) =>
      a.map((count, bin): readonly Cell[] => [name, edges[bin] ?? null, edges[bin + 1] ?? null, count, b[bin] ?? null]),
    ),
  };
}
