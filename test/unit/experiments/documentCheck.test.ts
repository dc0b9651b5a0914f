import { expect, test } from 'vitest';
import { figureIn } from '../../../src/experiments/documentCheck.js';
import type { Json, JsonObject } from '../../../src/network/json.js';
import { figureDocument } from '../../support/figureDocument.js';

type Path = readonly (string | number)[];

const document = (): Json => figureDocument() as unknown as Json;

/** The document with another value at a place; undefined for none. */
function damaged(path: Path, value: Json | undefined): Json {
  const copy = structuredClone(document()) as JsonObject;
  const [last, ...above] = [...path].reverse();
  const owner = above.reverse().reduce<Json>((at, key) => (at as JsonObject)[key] as Json, copy) as Record<
    string,
    Json
  >;
  if (value === undefined) Reflect.deleteProperty(owner, String(last));
  else owner[String(last)] = value;
  return copy;
}

/** Every field of the document. */
function fields(value: unknown, path: Path = []): Path[] {
  if (typeof value !== 'object' || value === null) return [path];
  const entries = Object.entries(value);
  return [...(path.length > 0 ? [path] : []), ...entries.flatMap(([key, inner]) => fields(inner, [...path, key]))];
}

test('what the product writes is taken as it is', () => {
  expect(figureIn(document())).toEqual(figureDocument());
});

test('a document that lacks a field, or has another kind of value there, is refused', () => {
  // What these hold is anything.
  const free = ['settings', 'values', 'reasons'];
  const checked = fields(figureDocument()).filter((path) => !path.some((key) => free.includes(String(key))));
  expect(checked.length).toBeGreaterThan(100);
  for (const path of checked) {
    // A list that lacks an entry is a shorter list, which may fit.
    if (Number.isNaN(Number(path.at(-1)))) expect(figureIn(damaged(path, undefined)), path.join('.')).toBeNull();
    expect(figureIn(damaged(path, { other: true })), path.join('.')).toBeNull();
  }
});

/** `[[[...]]]` */
function nested(levels: number): Json {
  return JSON.parse('['.repeat(levels) + ']'.repeat(levels)) as Json;
}

const pictures = ['data', 'pictures'];
const series = [...pictures, 0, 'series'];
const network = [...pictures, 1];

test.each<readonly [string, Path, Json]>([
  ['a figure that there is not', ['figure'], '9z'],
  ['a deciding statistic that is no name', ['decidedBy'], 3],
  ['another reading without statistics', ['readings'], [{ choice: 'free ends', verdict: 'agrees' }]],
  ['reasons that are no text', ['statistics', 0, 'reasons'], { value: 3 }],
  ['a line whose values are fewer than its places', [...series, 0, 'y'], [1]],
  ['errors that are fewer', [...series, 0, 'error'], [1]],
  ['points of one coordinate', [...series, 1, 'y'], []],
  ['a density that lacks a cell', [...series, 2, 'counts'], [3]],
  ['bars without the last edge', [...series, 3, 'edges'], [0]],
  ['a band without its upper side', [...series, 4, 'high'], []],
  ['a range backwards', [...pictures, 0, 'y', 'range'], [10, 1]],
  ['a logarithm of nothing', [...pictures, 0, 'y', 'range'], [0, 1]],
  ['an edge to a node that there is not', [...network, 'snapshots', 0, 'segments', 0, 'matrices', 1, 'from'], [2]],
  ['an edge without its end', [...network, 'snapshots', 0, 'segments', 0, 'matrices', 0, 'to'], [1]],
  ['a layer too many', [...network, 'snapshots', 0, 'segments', 0, 'matrices'], []],
  [
    'a join to a layer that there is not',
    [...network, 'snapshots', 0, 'segments', 0, 'joins'],
    [{ earlier: 0, later: 9 }],
  ],
  ['connectivities of other nodes', [...network, 'snapshots', 0, 'connectivity'], [[null, [0.5], null]]],
  ['a node twice in the order', [...network, 'order', 0, 1], [1, 1]],
  ['an order of another layer', [...network, 'order', 0], [[0], [0, 1]]],
  ['nodes beyond any network', [...network, 'snapshots', 0, 'segments', 0, 'nodeLayers', 1, 'nodes'], 1e9],
  ['settings nested deeper than the stack', ['settings', 'deep'], nested(50_000)],
])('%s is refused', (_, path, value) => {
  expect(figureIn(damaged(path, value))).toBeNull();
});
