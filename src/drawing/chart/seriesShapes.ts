import type { Series } from '../../protocol/figure.js';
import type { Shape } from '../scene.js';
import { densityShapes } from './densityShapes.js';
import type { Look } from './looks.js';
import type { Place } from './place.js';
import { areaWithin, lineThrough, marksAt } from './shapes.js';

type Of<Kind extends Series['kind']> = Extract<Series, { kind: Kind }>;

/** What is cut at the plot's edges: lines and areas. */
export function cutShapes(series: Series, look: Look | null, place: Place): readonly Shape[] {
  if (series.kind === 'density') return densityShapes(series, place);
  if (look === null) return [];
  switch (series.kind) {
    case 'line':
      return lineShapes(series, look, place);
    case 'bars':
      return barShapes(series, look, place);
    case 'band':
      return bandAreas(series.x, series.low, series.high, place).map((area) => areaWithin(area, look.hue));
    case 'points':
      return [];
  }
}

/** What is whole or not there at all. */
export function markShapes(series: Series, look: Look | null, place: Place, isInside: Inside): readonly Shape[] {
  if (look === null || series.kind === 'density' || series.kind === 'bars' || series.kind === 'band') return [];
  const points: number[] = [];
  const shown = series.kind === 'points' ? null : shownDots(series, place);
  series.x.forEach((value, at) => {
    const x = place.x(value);
    const y = place.y(series.y[at]);
    if (x !== null && y !== null && isInside(x, y) && (shown === null || shown.has(at))) points.push(x, y);
  });
  if (points.length === 0) return [];
  if (series.kind === 'line') return [marksAt(points, look, { radius: 3, opacity: 1 })];
  const many = points.length / 2;
  const [radius, opacity] = many > 1000 ? [1.5, 0.5] : many > 200 ? [2, 0.65] : [2.75, 0.8];
  return [marksAt(points, look, { radius, opacity })];
}

export type Inside = (x: number, y: number) => boolean;

/** A dot at each value, or else at those that no line reaches: both neighbours are missing. */
function shownDots({ y, dots }: Of<'line'>, place: Place): ReadonlySet<number> {
  const isThere = (at: number): boolean => place.y(y[at]) !== null;
  return new Set([...y.keys()].filter((at) => dots || (!isThere(at - 1) && !isThere(at + 1))));
}

function lineShapes({ x, y, error }: Of<'line'>, look: Look, place: Place): readonly Shape[] {
  const points = x.map((value, at) => pair(place.x(value), place.y(y[at])));
  const lines = runs(points).filter((run) => run.length > 2);
  const shapes = lines.map((run) => lineThrough(run, look));
  if (error === null) return shapes;
  const end = (sign: number) => y.map((value, at) => (value === null ? null : value + sign * (error[at] ?? 0)));
  const half = error.map((value, at) => value !== null && value > 0 && y[at] !== null);
  const low = end(-1).map((value, at) => (half[at] === true ? value : (y[at] ?? null)));
  const high = end(1).map((value, at) => (half[at] === true ? value : (y[at] ?? null)));
  const areas = bandAreas(x, low, high, place).map((area) => areaWithin(area, look.hue));
  return [
    ...areas,
    ...loneBars(x, low, high, place).map((bar) => lineThrough(bar, { ...look, dash: null })),
    ...shapes,
  ];
}

/** Where a value has no neighbour its band has no width: an upright bar. */
function loneBars(
  x: readonly number[],
  low: readonly (number | null)[],
  high: readonly (number | null)[],
  place: Place,
): readonly (readonly number[])[] {
  const isThere = (at: number): boolean => place.y(high[at]) !== null;
  return x.flatMap((value, at) => {
    const [across, top] = [place.x(value), place.y(high[at])];
    const bottom = place.y(low[at]) ?? place.bottom;
    if (across === null || top === null || top === bottom || isThere(at - 1) || isThere(at + 1)) return [];
    return [[across, top, across, bottom]];
  });
}

/** One closed outline for each stretch without a gap. A lower end that a logarithmic axis cannot show is its lower edge. */
function bandAreas(
  x: readonly number[],
  low: readonly (number | null)[],
  high: readonly (number | null)[],
  place: Place,
): readonly (readonly number[])[] {
  const corners = x.map((value, at) => {
    const across = place.x(value);
    const top = place.y(high[at]);
    if (across === null || top === null) return null;
    return [across, top, place.y(low[at]) ?? place.bottom] as const;
  });
  return stretches(corners)
    .filter((stretch) => stretch.length > 1)
    .map((stretch) => [
      ...stretch.flatMap(([across, top]) => [across, top]),
      ...[...stretch].reverse().flatMap(([across, , bottom]) => [across, bottom]),
    ]);
}

function barShapes({ edges, heights }: Of<'bars'>, look: Look, place: Place): readonly Shape[] {
  const foot = place.y(0) ?? place.bottom;
  const outline: number[] = [];
  heights.forEach((height, at) => {
    const [left, right] = [place.x(edges[at]), place.x(edges[at + 1])];
    const top = place.y(height) ?? foot;
    if (left !== null && right !== null) outline.push(left, top, right, top);
  });
  if (outline.length === 0) return [];
  const closed = [outline[0] ?? 0, foot, ...outline, outline.at(-2) ?? 0, foot];
  return [areaWithin(closed, look.hue), lineThrough(closed, look)];
}

function pair(x: number | null, y: number | null): readonly [number, number] | null {
  return x === null || y === null ? null : [x, y];
}

function runs(points: readonly (readonly [number, number] | null)[]): readonly (readonly number[])[] {
  return stretches(points).map((stretch) => stretch.flat());
}

/** The values between gaps. */
function stretches<Value>(values: readonly (Value | null)[]): readonly (readonly Value[])[] {
  const found: Value[][] = [];
  let open: Value[] | null = null;
  for (const value of values) {
    if (value === null) open = null;
    else if (open === null) found.push((open = [value]));
    else open.push(value);
  }
  return found;
}
