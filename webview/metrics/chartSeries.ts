import type { Cell, NumbersTable } from '../shared/numbersTable.js';

/** One line of a chart. Colour, dash and marker all tell it apart, so that no one depends on colour. */
export interface Series {
  readonly label: string;
  /**
   * `before`: grey, dashed, squares; `after`: the hue, solid, dots; `second`: another quantity, triangles;
   * `further`: one of several more, each with a marker of its own.
   */
  readonly look: 'before' | 'after' | 'second' | 'further';
  /** Of `further` ones, from 0. */
  readonly nth?: number;
  readonly values: readonly (number | null)[];
}

/** What chance alone gives: always a grey band. */
export interface Band {
  readonly label: string;
  readonly low: readonly (number | null)[];
  readonly high: readonly (number | null)[];
}

/** Lines over a common x. */
export interface LineChartData {
  readonly xTitle: string;
  readonly yTitle: string;
  readonly xs: readonly number[];
  /** Names of the x values in tooltips and tables; the numbers where there are none. */
  readonly xNames?: readonly string[];
  readonly xTick?: (x: number) => string;
  readonly series: readonly Series[];
  readonly bands?: readonly Band[];
  readonly yMin?: number;
  /** The axis reaches at least down to here, further where values do. */
  readonly yFrom?: number;
  readonly yMax?: number;
  /** Distance of the ticks of y. */
  readonly yStep?: number;
  /** Lines are broken after these positions: the chain of layers is. */
  readonly breaks?: ReadonlySet<number>;
  /** An x to mark by a vertical line. */
  readonly mark?: number | null;
  /** Round ticks instead of one at every x. */
  readonly evenTicks?: boolean;
  /** Many points: lines alone. */
  readonly dense?: boolean;
}

export function hasValues(series: readonly Series[]): boolean {
  return series.some(({ values }) => values.some((value) => value !== null));
}

export function seriesTable(data: LineChartData): NumbersTable {
  const bands = data.bands ?? [];
  return {
    columns: [
      data.xTitle,
      ...data.series.map(({ label }) => label),
      ...bands.flatMap(({ label }) => [`${label}, low`, `${label}, high`]),
    ],
    rows: data.xs.map((x, i): readonly Cell[] => [
      data.xNames?.[i] ?? x,
      ...data.series.map(({ values }) => values[i] ?? null),
      ...bands.flatMap(({ low, high }) => [low[i] ?? null, high[i] ?? null]),
    ]),
  };
}
