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

/**
 * @param names one a column
 * @param spacing pixels between neighbouring columns
 */
export function layoutColumnLabels(names: readonly string[], spacing: number): ColumnLabels {
  const widest = Math.max(0, ...names.map((name) => textWidth(name, LABEL_SIZE)));
  if (widest + 8 <= spacing || names.length === 1) {
    return { texts: names, vertical: false, height: LINE_HEIGHT + 10, overhang: widest / 2 };
  }
  const short = names.map((name) => shortened(name));
  const tallest = Math.max(0, ...short.map((name) => textWidth(name, LABEL_SIZE)));
  const step = Math.max(1, Math.ceil(LINE_HEIGHT / spacing));
  const last = names.length - 1;
  const texts = short.map((name, column) => {
    const clearOfLast = last - column >= step;
    return column === last || (column % step === 0 && clearOfLast) ? name : null;
  });
  return { texts, vertical: true, height: tallest + 12, overhang: LINE_HEIGHT / 2 };
}
