/** How the names under the columns are set so that none overlaps, leaves the picture or is cut by its edge. */
export interface ColumnLabels {
  /** Text per column; null where it was thinned out (the node card still names the layer). */
  readonly texts: readonly (string | null)[];
  /** Numbers of nodes on a second line under flat names; null where there is nothing to say. */
  readonly counts: readonly (string | null)[];
  readonly vertical: boolean;
  /** Height to keep free under the columns. */
  readonly height: number;
  /** Largest half width of a label that reaches beyond the first or last column. */
  readonly overhang: number;
}

export const LABEL_SIZE = 11;
export const LINE_HEIGHT = 14;
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

/** A column's name and, for wide layers, its number of nodes. */
export interface ColumnName {
  readonly name: string;
  readonly count: string | null;
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
  const counts = columns.map(({ count }) => count);
  const second = counts.some((count) => count !== null);
  const fitting = Math.max(SHORTEST, Math.floor((spacing - 8) / textWidth('n', LABEL_SIZE)));
  for (const longest of [Infinity, fitting]) {
    const texts = columns.map(({ name }) => shortened(name, longest));
    const widest = widestOf([...texts, ...counts.map((count) => (count === null ? null : `${count} nodes`))]);
    if (widest + 8 <= spacing || columns.length === 1) {
      return { texts, counts, vertical: false, height: LINE_HEIGHT * (second ? 2 : 1) + 10, overhang: widest / 2 };
    }
  }
  const upright = columns.map(({ name, count }) => shortened(name) + (count === null ? '' : ` · ${count}`));
  const step = Math.max(1, Math.ceil(LINE_HEIGHT / spacing));
  const last = columns.length - 1;
  const texts = upright.map((text, column) => {
    const clearOfLast = last - column >= step;
    return column === last || (column % step === 0 && clearOfLast) ? text : null;
  });
  const none = columns.map(() => null);
  return { texts, counts: none, vertical: true, height: widestOf(upright) + 12, overhang: LINE_HEIGHT / 2 };
}

function widestOf(texts: readonly (string | null)[]): number {
  return Math.max(0, ...texts.map((text) => (text === null ? 0 : textWidth(text, LABEL_SIZE))));
}
