const WIDTH = 100;
export const NONE = '-';
/** Columns never shrink below this; names are cut to what is left. */
const LEAST_NAME = 12;

/** A column of a table for a terminal. */
export interface Column<Row> {
  readonly title: string;
  readonly cell: (row: Row) => string;
}

/** Lines of at most 100 columns: the first column to the left, the others to the right. */
export function table<Row>(columns: readonly Column<Row>[], rows: readonly Row[]): string[] {
  const cells = [columns.map(({ title }) => title), ...rows.map((row) => columns.map(({ cell }) => cell(row)))];
  const widths = columns.map((_, index) => Math.max(...cells.map((line) => line[index]?.length ?? 0)));
  const others = widths.slice(1).reduce((sum, width) => sum + width + 2, 0);
  widths[0] = Math.min(widths[0] ?? 0, Math.max(LEAST_NAME, WIDTH - others));
  return cells.map((line) =>
    line
      .map((cell, index) => {
        const width = widths[index] ?? 0;
        return index === 0 ? shortened(cell, width).padEnd(width) : cell.padStart(width);
      })
      .join('  ')
      .trimEnd(),
  );
}

/** Four significant digits. */
export function number(value: number | null): string {
  if (value === null) return NONE;
  return Number.isInteger(value) ? value.toString() : Number(value.toPrecision(4)).toString();
}

/** The end of a nested name says more than its beginning. */
function shortened(name: string, width: number): string {
  return name.length <= width ? name : `…${name.slice(name.length - width + 1)}`;
}

/** Words in lines of at most 100 columns, further ones indented twice. */
export function wrapped(text: string, indent = ''): string[] {
  const lines: string[] = [];
  let line = indent;
  for (const word of text.split(' ')) {
    if (line.length + word.length > WIDTH && line.trim() !== '') {
      lines.push(line.trimEnd());
      line = `${indent}${indent}`;
    }
    line += `${word} `;
  }
  return [...lines, line.trimEnd()];
}
