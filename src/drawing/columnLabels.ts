/** How the names under the columns are set so that none overlaps, leaves the picture or is cut by its edge. */
export interface ColumnLabels {
  /** Text per column; null where it was thinned out (the node card still names the layer). */
  readonly texts: readonly (string | null)[];
  readonly vertical: boolean;
  /** Height to keep free under the columns. */
  readonly height: number;
  /** Largest half width of a label that reaches beyond the first or last column. */
  readonly overhang: number;
}

export const LABEL_SIZE = 11;
const LINE_HEIGHT = 14;
const LONGEST = 22;

/** An upper estimate: this floor cannot measure text, and a label that is a little narrower than planned does no harm. */
export function textWidth(text: string, size: number): number {
  let units = 0;
  for (const character of text)
    units += /[mwMW@%…—]/.test(character)
      ? 0.92
      : /[iljtf.,:;'|!/ ()[\]]/.test(character)
        ? 0.36
        : /[A-Z]/.test(character)
          ? 0.72
          : 0.6;
  return units * size;
}

/** Long names keep their ends, where `block_12_expand` and `block_12_project` differ. */
export function shortened(name: string, longest = LONGEST): string {
  if (name.length <= longest) return name;
  const tail = Math.floor((longest - 1) * 0.6);
  return `${name.slice(0, longest - 1 - tail)}…${name.slice(name.length - tail)}`;
}

/** A column's name and, for wide layers, its number of nodes, which is never cut. */
export interface ColumnName {
  readonly name: string;
  readonly count: string;
}

/** Fewer characters of a name than this no longer tell layers apart: then it is turned upright. */
const SHORTEST = 12;

/**
 * Names lie flat while they fit, if need be shortened; else all stand upright, and every second, third ... is left out
 * where columns are narrower than a line of text.
 * @param columns from left to right
 * @param spacing pixels between neighbouring columns
 */
export function layoutColumnLabels(columns: readonly ColumnName[], spacing: number): ColumnLabels {
  const whole = columns.map(({ name, count }) => name + count);
  const fitting = Math.floor((spacing - 8) / textWidth('n', LABEL_SIZE));
  const fitted = columns.map(({ name, count }) => shortened(name, Math.max(SHORTEST, fitting - count.length)) + count);
  for (const texts of [whole, fitted]) {
    const widest = widestOf(texts);
    if (widest + 8 <= spacing || columns.length === 1) {
      return { texts, vertical: false, height: LINE_HEIGHT + 10, overhang: widest / 2 };
    }
  }
  const upright = columns.map(({ name, count }) => shortened(name) + count);
  const step = Math.max(1, Math.ceil(LINE_HEIGHT / spacing));
  const last = columns.length - 1;
  const texts = upright.map((text, column) => {
    const clearOfLast = last - column >= step;
    return column === last || (column % step === 0 && clearOfLast) ? text : null;
  });
  return { texts, vertical: true, height: widestOf(upright) + 12, overhang: LINE_HEIGHT / 2 };
}

function widestOf(texts: readonly string[]): number {
  return Math.max(0, ...texts.map((text) => textWidth(text, LABEL_SIZE)));
}
