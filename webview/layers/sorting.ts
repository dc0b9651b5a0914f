import type { Column } from './columns.js';

export interface Sorting {
  readonly column: string;
  readonly direction: 'ascending' | 'descending';
}

/** Sorted rows; undefined values are last either way. Null keeps the order of the network. */
export function sortRows<Row>(
  rows: readonly Row[],
  columns: readonly Column<Row>[],
  sorting: Sorting | null,
): readonly Row[] {
  const column = columns.find(({ id }) => id === sorting?.column);
  if (column === undefined || sorting === null) return rows;
  const sign = sorting.direction === 'ascending' ? 1 : -1;
  const key = (row: Row): string | number | null => column.rank?.(row) ?? column.value(row);
  return rows
    .map((row) => ({ row, key: key(row) }))
    .sort((a, b) => {
      if (a.key === null || b.key === null) return Number(a.key === null) - Number(b.key === null);
      if (typeof a.key === 'number' && typeof b.key === 'number') return sign * (a.key - b.key);
      return sign * String(a.key).localeCompare(String(b.key), 'en', { numeric: true });
    })
    .map(({ row }) => row);
}

/** A click sorts down, the next one up, the third restores the network's order. */
export function nextSorting(now: Sorting | null, column: string): Sorting | null {
  if (now?.column !== column) return { column, direction: 'descending' };
  return now.direction === 'descending' ? { column, direction: 'ascending' } : null;
}
