import type { Axis, Chart, Series } from '../../protocol/figure.js';

/** What an axis has to show. */
export interface Extent {
  readonly low: number;
  readonly high: number;
  /** The ends are given, or are edges of bins: the axis ends there too. */
  readonly exact: boolean;
  /** All values are whole numbers. */
  readonly whole: boolean;
}

type Side = 'x' | 'y';

/** Differences and products of larger numbers are no numbers any more. */
const LARGEST = 1e150;

/** From the axis' own range or else the data; null where neither has a number that the axis can show. */
export function extentOf(chart: Chart, side: Side): Extent | null {
  const axis = chart[side];
  const given = givenRange(axis);
  let low = Infinity;
  let high = -Infinity;
  let whole = true;
  for (const series of chart.series) {
    for (const value of valuesOf(series, side, axis)) {
      if (!isShown(value, axis)) continue;
      low = Math.min(low, value);
      high = Math.max(high, value);
      whole &&= Number.isInteger(value);
    }
  }
  if (low > high) return null;
  if (given !== null) return { low: given[0], high: given[1], exact: true, whole };
  return { low, high, exact: chart.series.every((series) => hasEdges(series, side)), whole };
}

/** Whether an axis has a place for this value. */
export function isShown(value: number | null | undefined, { scale }: Pick<Axis, 'scale'>): value is number {
  return typeof value === 'number' && Math.abs(value) < LARGEST && (scale === 'linear' || value > 0);
}

function givenRange({ range, scale }: Axis): readonly [number, number] | null {
  if (range === null || !range.every(Number.isFinite)) return null;
  return range[0] < range[1] && (scale === 'linear' || range[0] > 0) ? range : null;
}

function hasEdges(series: Series, side: Side): boolean {
  return series.kind === 'density' || (series.kind === 'bars' && side === 'x');
}

function valuesOf(series: Series, side: Side, axis: Axis): readonly (number | null)[] {
  switch (series.kind) {
    case 'density':
      return side === 'x' ? series.xEdges : series.yEdges;
    case 'bars':
      return side === 'x' ? series.edges : [...series.heights, ...footOf(series.heights, axis)];
    case 'band':
      return side === 'x' ? series.x : [...series.low, ...series.high];
    case 'points':
      return series[side];
    case 'line': {
      if (side === 'x') return series.x.filter((_, at) => typeof series.y[at] === 'number');
      const { y, error } = series;
      return y.flatMap((value, at) => {
        const half = error?.[at] ?? 0;
        return value === null ? [] : [value - half, value, value + half];
      });
    }
  }
}

/** Bars stand on 0; where there is no 0, below the smallest, which would have no height otherwise. */
function footOf(heights: readonly number[], axis: Axis): readonly number[] {
  if (axis.scale === 'linear') return [0];
  const smallest = heights.reduce(
    (least, height) => (isShown(height, axis) ? Math.min(least, height) : least),
    Infinity,
  );
  return [smallest / 2];
}
