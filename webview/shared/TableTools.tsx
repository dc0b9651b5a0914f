import { CopyButton } from './CopyButton.js';
import type { NumbersTable } from './numbersTable.js';

interface TableToolsProps {
  readonly table: NumbersTable;
  readonly asTable: boolean;
  readonly onTable: (asTable: boolean) => void;
  readonly copy: (text: string) => Promise<void>;
}

/** Turns a picture into the numbers behind it and back, and copies them. */
export function TableTools({ table, asTable, onTable, copy }: TableToolsProps) {
  return (
    <span class="card-tools">
      <button type="button" class="quiet" aria-pressed={asTable} onClick={() => onTable(!asTable)}>
        Table
      </button>
      <CopyButton table={table} copy={copy} />
    </span>
  );
}
