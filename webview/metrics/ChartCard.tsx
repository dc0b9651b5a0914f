import type { ComponentChildren } from 'preact';
import { useMemo, useState } from 'preact/hooks';
import type { TermName } from '../glossary.js';
import type { NumbersTable } from '../shared/numbersTable.js';
import { PlainTable } from '../shared/PlainTable.js';
import { TableTools } from '../shared/TableTools.js';
import { Term } from '../shared/Term.js';

interface ChartCardProps {
  readonly id: string;
  readonly title: string;
  readonly term?: TermName;
  readonly caption?: ComponentChildren;
  readonly legend?: ComponentChildren;
  readonly table: NumbersTable | null;
  /** Why there is nothing to draw, and what to do; replaces the chart. */
  readonly empty?: ComponentChildren;
  readonly copy: (text: string) => Promise<void>;
  readonly children?: ComponentChildren;
}

/** Rows of the table behind a chart; more of them are only copied. */
const SHOWN = 500;

/** One chart: its name with an explanation, its keys, its caption, and the numbers behind it. */
export function ChartCard({ id, title, term, caption, legend, table, empty, copy, children }: ChartCardProps) {
  const [asTable, setAsTable] = useState(false);
  const isEmpty = empty !== undefined && empty !== null;
  return (
    <section class="card" data-testid={`chart-${id}`} data-empty={isEmpty} aria-labelledby={`chart-${id}-title`}>
      <div class="card-head">
        <h2 id={`chart-${id}-title`}>{term === undefined ? title : <Term name={term}>{title}</Term>}</h2>
        {!isEmpty && table !== null && <TableTools table={table} asTable={asTable} onTable={setAsTable} copy={copy} />}
      </div>
      {isEmpty ? (
        <div class="card-empty">{empty}</div>
      ) : (
        <>
          {!asTable && legend}
          {!asTable && children}
          {table !== null && <CardTable table={table} shown={asTable} />}
          {caption !== undefined && <p class="caption">{caption}</p>}
        </>
      )}
    </section>
  );
}

/** Always there for a screen reader; seen when asked for. */
function CardTable({ table, shown }: { readonly table: NumbersTable; readonly shown: boolean }) {
  // The same element again is not compared cell by cell.
  const cells = useMemo(() => <PlainTable table={table} most={SHOWN} />, [table]);
  return <div class={shown ? 'card-table' : 'unseen'}>{cells}</div>;
}
