import { both, either, finite, flag, list, oneOf, orNull, shape, text, type Check } from '../network/jsonChecks.js';
import { isObject, type Json } from '../network/json.js';
import { FIGURE_IDS, type Axis, type FigureDocument, type Series } from '../protocol/figure.js';
import type { FigureOutcome } from './figure.js';
import { isSnapshots } from './snapshotCheck.js';

/** Many times what any figure draws. */
const MOST = { pictures: 50, series: 100, values: 200_000, statistics: 1000, levels: 50 } as const;

const numbers = list(finite, MOST.values);
const gaps = list(orNull(finite), MOST.values);
const role = oneOf('before', 'after', 'null', 'fit', 'other', 'reference');

const line = shape({ label: text, role, x: numbers, y: gaps, error: orNull(gaps), dashed: flag, dots: flag });
const points = shape({ label: text, role, x: numbers, y: numbers });
const density = shape({ label: text, xEdges: numbers, yEdges: numbers, counts: numbers });
const bars = shape({ label: text, role, edges: numbers, heights: numbers });
const band = shape({ label: text, role, x: numbers, low: numbers, high: numbers });
const SERIES = { line, points, density, bars, band } satisfies Record<Series['kind'], Check>;

const series: Check = (value) =>
  isObject(value) &&
  Object.entries(SERIES).some(([kind, check]) => value['kind'] === kind && check(value)) &&
  isEven(value as unknown as Series);

const axis: Check = both(
  shape({ label: text, scale: oneOf('linear', 'log'), range: orNull(list(finite, 2, 2)) }),
  (value) => {
    const { scale, range } = value as Axis;
    return range === null || (range[0] < range[1] && (scale === 'linear' || range[0] > 0));
  },
);

const chart = shape({
  kind: oneOf('chart'),
  title: text,
  x: axis,
  y: axis,
  series: list(series, MOST.series),
  caption: text,
});

const statistic = shape({
  name: text,
  value: orNull(finite),
  p: orNull(finite),
  n: orNull(finite),
  null: orNull(shape({ name: text, mean: finite, sd: orNull(finite) })),
  interval: orNull(shape({ low: finite, high: finite })),
});

const statistics = list(both(statistic, hasReasons), MOST.statistics);
const pictures = list(either(chart, isSnapshots), MOST.pictures);

const verdict = oneOf('agrees', 'differs', 'undecided', 'pass', 'fail', null);
const readings = list(shape({ choice: text, statistics, verdict }), MOST.statistics);

const figure = both(
  shape({
    schema: oneOf('morphoscope/figure@1'),
    generator: shape({ name: oneOf('morphoscope'), version: text }),
    figure: oneOf(...FIGURE_IDS),
    title: text,
    panel: shape({ v1: orNull(text), v2: orNull(text) }),
    claim: text,
    settings: isObject,
    choices: list(shape({ name: text, chosen: text, why: text }), MOST.statistics),
    statistics,
    verdict,
    why: text,
    data: shape({ pictures, values: isObject }),
  }),
  (value) => {
    const { readings: found, decidedBy } = value as { readonly readings?: Json; readonly decidedBy?: Json };
    return (found === undefined || readings(found)) && (decidedBy === undefined || orNull(text)(decidedBy));
  },
);

const outcome = shape({
  statistics,
  alternatives: list(shape({ choice: text, statistics }), MOST.statistics),
  pictures,
  settings: isObject,
  values: isObject,
  notes: list(text, MOST.statistics),
});

/**
 * A `morphoscope/figure@1` that anyone may have sent, before it is drawn: lists as long as they must be, no index outside of
 * what it points into.
 * @returns null for anything else
 */
export function figureIn(value: Json): FigureDocument | null {
  return isShallow(value, MOST.levels) && figure(value) ? (value as unknown as FigureDocument) : null;
}

/** What a figure came to, from a file that anyone may have written. @returns null for anything else */
export function outcomeIn(value: Json): FigureOutcome | null {
  return isShallow(value, MOST.levels) && outcome(value) ? (value as unknown as FigureOutcome) : null;
}

/** What is nested deeper than the stack parses, but cannot be sent to another thread, and all other figures with it. */
function isShallow(value: Json | undefined, levels: number): boolean {
  if (typeof value !== 'object' || value === null) return true;
  return levels > 0 && Object.values(value).every((inner) => isShallow(inner, levels - 1));
}

/** Arrays of one series are equally long. */
function isEven(value: Series): boolean {
  switch (value.kind) {
    case 'line':
      return value.x.length === value.y.length && (value.error === null || value.error.length === value.x.length);
    case 'points':
      return value.x.length === value.y.length;
    case 'density':
      return value.counts.length === (value.xEdges.length - 1) * (value.yEdges.length - 1);
    case 'bars':
      return value.edges.length === value.heights.length + 1;
    case 'band':
      return value.x.length === value.low.length && value.x.length === value.high.length;
  }
}

function hasReasons(value: unknown): boolean {
  const { reasons } = value as { readonly reasons?: unknown };
  return reasons === undefined || (isObject(reasons) && Object.values(reasons).every(text));
}
