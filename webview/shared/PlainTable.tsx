import { shownCell, type NumbersTable } from './numbersTable.js';

interface PlainTableProps {
  readonly table: NumbersTable;
  /** Rows shown at most; the rest is only copied. */
  readonly most: number;
}

/** The numbers behind a picture, in full precision in `data-value`. */
export function PlainTable({ table, most }: PlainTableProps) {
  return (
    <table>
      <thead>
        <tr>
          {table.columns.map((column) => (
            <th key={column} scope="col">
              {column}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {table.rows.slice(0, most).map((row, index) => (
          <tr key={index}>
            {row.map((cell, at) => (
              <td key={at} data-value={cell ?? ''} class={typeof cell === 'number' ? 'number' : undefined}>
                {shownCell(cell)}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
