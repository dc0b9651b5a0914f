import type { Series } from '../../protocol/figure.js';
import { textWidth } from '../columnLabels.js';
import type { Palette } from '../palette.js';
import type { Shape } from '../scene.js';
import { wrapText } from '../wrapText.js';
import { cellColour } from './densityShapes.js';
import type { Look } from './looks.js';
import { areaWithin, lineThrough, marksAt } from './shapes.js';

export interface Legend {
  readonly rows: number;
  readonly entries: readonly LegendEntry[];
}

interface LegendEntry {
  /** Numbers of the series under this label. */
  readonly series: readonly number[];
  readonly text: string;
  readonly x: number;
  readonly row: number;
}

export const LEGEND_LINE = 16;
const SIZE = 11;
const SWATCH = 22;
/** Between a swatch and its words, and between entries. */
const GAP = 5;
const APART = 14;

/**
 * Names of the series in rows from left to right; of a single one, only that of a density, whose colours say nothing
 * otherwise. Series under one label are one entry.
 * @param mostRows what does not fit is counted in the last entry
 */
export function layoutLegend(series: readonly Series[], width: number, mostRows: number): Legend {
  const named = new Map<string, number[]>();
  series.forEach((one, at) => {
    const text = one.kind === 'density' ? densityText(one.label, one.counts) : one.label;
    if (text !== '') named.set(text, [...(named.get(text) ?? []), at]);
  });
  if (named.size < 2 && series.every(({ kind }) => kind !== 'density')) return { rows: 0, entries: [] };
  const entries: LegendEntry[] = [];
  let x = 0;
  let row = 0;
  for (const [label, at] of named) {
    const text = wrapText(label, width - SWATCH - GAP, SIZE, 1)[0] ?? '';
    const needed = SWATCH + GAP + textWidth(text, SIZE);
    if (x > 0 && x + needed > width) {
      x = 0;
      row += 1;
    }
    entries.push({ series: at, text, x, row });
    x += needed + APART;
  }
  return row < mostRows ? { rows: row + 1, entries } : shortenedLegend(entries, mostRows);
}

/** The last place tells how many have none. */
function shortenedLegend(entries: readonly LegendEntry[], rows: number): Legend {
  const shown = entries.filter(({ row }) => row < rows);
  const last = shown.at(-1);
  if (last === undefined) return { rows: 0, entries: [] };
  const more = { ...last, series: [], text: `and ${entries.length - shown.length + 1} more` };
  return { rows, entries: [...shown.slice(0, -1), more] };
}

/** Colours of cells are counts, from the fewest to the most. */
function densityText(label: string, counts: readonly number[]): string {
  const most = counts.reduce((largest, count) => Math.max(largest, count), 0);
  return `${label}: 1 to ${Math.max(1, most).toLocaleString('en-US')} in a cell`;
}

export function legendShapes(
  { entries }: Legend,
  { series, looks }: { readonly series: readonly Series[]; readonly looks: readonly (Look | null)[] },
  { x: left, y: top }: { readonly x: number; readonly y: number },
  palette: Palette,
): readonly Shape[] {
  return entries.flatMap((entry): Shape[] => {
    const x = left + entry.x;
    const y = top + LEGEND_LINE * (entry.row + 0.5);
    const swatches = entry.series.flatMap((at) => {
      const one = series[at];
      return one === undefined ? [] : swatch(one, looks[at] ?? null, x, y);
    });
    const common = { kind: 'label', y, text: entry.text, fill: palette.text, size: SIZE, anchor: 'start' } as const;
    return [...swatches, { ...common, x: x + (entry.series.length === 0 ? 0 : SWATCH + GAP), rotate: 0 }];
  });
}

function swatch(series: Series, look: Look | null, x: number, y: number): readonly Shape[] {
  if (series.kind === 'density' || look === null) {
    const steps = SWATCH / 2;
    return Array.from({ length: steps }, (_, step) => {
      const fill = cellColour(step / (steps - 1));
      return { kind: 'box', x: x + 2 * step, y: y - 5, width: 2.2, height: 10, fill };
    });
  }
  const middle = x + SWATCH / 2;
  const box = [x, y - 5, x + SWATCH, y - 5, x + SWATCH, y + 5, x, y + 5];
  switch (series.kind) {
    case 'points':
      return [marksAt([middle, y], look, { radius: 3, opacity: 0.9 })];
    case 'line': {
      const line = lineThrough([x, y, x + SWATCH, y], look);
      const marks = series.dots ? [marksAt([middle, y], look, { radius: 3, opacity: 1 })] : [];
      return [...(series.error === null ? [] : [areaWithin(box, look.hue)]), line, ...marks];
    }
    case 'bars':
      return [areaWithin(box, look.hue), lineThrough([...box, x, y - 5], look)];
    case 'band':
      return [areaWithin(box, look.hue)];
  }
}
