import type { TermName } from '../glossary.js';
import type { Cell } from '../shared/numbersTable.js';

/** A column of a table: how a row's value is told, sorted and explained. */
export interface Column<Row> {
  readonly id: string;
  readonly title: string;
  readonly term?: TermName;
  readonly value: (row: Row) => Cell;
  /** Why a value is missing. */
  readonly reason?: (row: Row) => string | undefined;
  readonly show?: (value: number) => string;
  /** What text sorts by, where it is not its own order. */
  readonly rank?: (row: Row) => number;
}
