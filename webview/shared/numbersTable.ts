import { formatNumber } from './format.js';

export type Cell = string | number | null;

/** The numbers behind a chart or a table, as shown and as copied. */
export interface NumbersTable {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly Cell[])[];
}

/** Tab-separated with full precision, as spreadsheets paste it; an undefined value is an empty cell. */
export function toTsv(table: NumbersTable): string {
  const lines = [table.columns, ...table.rows].map((row) => row.map((cell) => plain(cell)).join('\t'));
  return lines.join('\n') + '\n';
}

export function shownCell(cell: Cell): string {
  return typeof cell === 'string' ? cell : formatNumber(cell);
}

function plain(cell: Cell): string {
  if (cell === null) return '';
  return typeof cell === 'number' ? String(cell) : cell.replace(/[\t\r\n]+/g, ' ');
}
