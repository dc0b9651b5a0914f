import type { ComponentChildren } from 'preact';
import { useMemo, useState } from 'preact/hooks';
import type { TermName } from '../glossary.js';
import { CopyButton } from '../shared/CopyButton.js';
import { formatNumber, UNDEFINED_MARK } from '../shared/format.js';
import { ScrollFrame } from '../shared/ScrollFrame.js';
import { Term } from '../shared/Term.js';
import type { Column } from './columns.js';
import { nextSorting, sortRows, type Sorting } from './sorting.js';

interface SortableTableProps<Row> {
  readonly id: string;
  readonly title: string;
  readonly rows: readonly Row[];
  readonly columns: readonly Column<Row>[];
  readonly nameOf: (row: Row) => string;
  readonly copy: (text: string) => Promise<void>;
  /** Stay on top, whatever is sorted or filtered. */
  readonly summary?: readonly Row[];
  /** Makes the first column of each row a link. */
  readonly onOpen?: (row: Row) => void;
}

/** Rows to filter by name, sort by any column and copy with full precision. */
export function SortableTable<Row>({
  id,
  title,
  rows,
  columns,
  nameOf,
  copy,
  summary = [],
  onOpen,
}: SortableTableProps<Row>) {
  const [filter, setFilter] = useState('');
  const [sorting, setSorting] = useState<Sorting | null>(null);
  const shown = useMemo(() => {
    const wanted = filter.trim().toLowerCase();
    return sortRows(
      rows.filter((row) => nameOf(row).toLowerCase().includes(wanted)),
      columns,
      sorting,
    );
  }, [rows, columns, nameOf, filter, sorting]);
  const table = useMemo(
    () => ({
      columns: columns.map((column) => column.title),
      rows: [...summary, ...shown].map((row) => columns.map(({ value }) => value(row))),
    }),
    [summary, shown, columns],
  );
  return (
    <section class="table-section" aria-labelledby={`${id}-title`}>
      <div class="card-head">
        <h2 id={`${id}-title`} tabIndex={-1}>
          {title}{' '}
          <span class="muted">{shown.length === rows.length ? rows.length : `${shown.length} of ${rows.length}`}</span>
        </h2>
        <span class="card-tools">
          <input
            type="search"
            placeholder="Filter by name"
            aria-label={`Filter ${title.toLowerCase()} by name`}
            data-testid={`${id}-filter`}
            value={filter}
            onInput={(event) => setFilter(event.currentTarget.value)}
          />
          <CopyButton table={table} copy={copy} words="Copy table" />
        </span>
      </div>
      <ScrollFrame label={title}>
        <table data-testid={id}>
          <thead>
            <tr>
              {columns.map((column) => (
                <th
                  key={column.id}
                  scope="col"
                  class={isText(column, rows) ? undefined : 'number'}
                  aria-sort={sorting?.column === column.id ? sorting.direction : 'none'}
                >
                  <Explained term={column.term}>
                    <button type="button" onClick={() => setSorting(nextSorting(sorting, column.id))}>
                      {column.title}
                      <span aria-hidden="true" class="arrow">
                        {sorting?.column !== column.id ? '' : sorting.direction === 'ascending' ? '↑' : '↓'}
                      </span>
                    </button>
                  </Explained>
                </th>
              ))}
            </tr>
          </thead>
          {summary.length > 0 && (
            <tbody class="summary">
              {summary.map((row, index) => (
                <tr key={index} data-name={nameOf(row)}>
                  {columns.map((column) => (
                    <TableCell key={column.id} column={column} row={row} onOpen={undefined} />
                  ))}
                </tr>
              ))}
            </tbody>
          )}
          <tbody>
            {shown.map((row, index) => (
              <tr key={index} data-name={nameOf(row)}>
                {columns.map((column, at) => (
                  <TableCell
                    key={column.id}
                    column={column}
                    row={row}
                    onOpen={at === 0 && onOpen !== undefined ? () => onOpen(row) : undefined}
                  />
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </ScrollFrame>
    </section>
  );
}

interface TableCellProps<Row> {
  readonly column: Column<Row>;
  readonly row: Row;
  readonly onOpen: (() => void) | undefined;
}

function TableCell<Row>({ column, row, onOpen }: TableCellProps<Row>) {
  const value = column.value(row);
  const shown =
    value === null ? UNDEFINED_MARK : typeof value === 'string' ? value : (column.show ?? formatNumber)(value);
  return (
    <td
      data-field={column.id}
      data-value={value ?? ''}
      title={value === null ? column.reason?.(row) : String(value)}
      class={typeof value === 'string' ? undefined : 'number'}
    >
      {onOpen === undefined ? (
        shown
      ) : (
        <button type="button" class="link" onClick={onOpen}>
          {shown}
        </button>
      )}
    </td>
  );
}

interface ExplainedProps {
  readonly term: TermName | undefined;
  readonly children: ComponentChildren;
}

function Explained({ term, children }: ExplainedProps) {
  if (term === undefined) return <>{children}</>;
  return (
    <Term name={term} focusable={false}>
      {children}
    </Term>
  );
}

/** Names and shapes are read from the left, numbers compared from the right. */
function isText<Row>(column: Column<Row>, rows: readonly Row[]): boolean {
  const first = rows[0];
  return first !== undefined && typeof column.value(first) === 'string';
}
