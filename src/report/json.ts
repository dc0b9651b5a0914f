import type { Report } from '../protocol/report.js';

const INDENT = '  ';

/** The report as JSON, one piece a checkpoint; see `documentPieces`. */
export function reportPieces(report: Report): Iterable<string> {
  return documentPieces(report);
}

/** A document that is known to be small as one string. @throws {RangeError} as `documentPieces` */
export function documentJson(document: object): string {
  return [...documentPieces(document)].join('');
}

/**
 * A document as JSON with every digit, lists of plain values on one line. It comes in pieces, at least one for each entry
 * of its lists, because a long run's report is longer than a string may be. `JSON.stringify` would silently write NaN and
 * Infinity as null, and a null here must have a reason beside it: so they are an error, with the place, before any piece.
 * @throws {RangeError} naming the first field that is NaN or infinite.
 */
export function* documentPieces(document: object): Generator<string, void, undefined> {
  assertFinite(document, []);
  let separator = '{\n';
  for (const [key, value] of fieldsOf(document)) {
    yield `${separator}${INDENT}${JSON.stringify(key)}: `;
    separator = ',\n';
    if (!isList(value) || isPlainList(value)) yield textOf(value, INDENT);
    else yield* entriesOf(value);
  }
  yield '\n}\n';
}

function* entriesOf(list: readonly unknown[]): Generator<string, void, undefined> {
  const inner = INDENT + INDENT;
  let separator = '[\n';
  for (const value of list) {
    yield separator + inner + textOf(value, inner);
    separator = ',\n';
  }
  yield `\n${INDENT}]`;
}

function textOf(value: unknown, indent: string): string {
  if (typeof value !== 'object' || value === null) return JSON.stringify(value ?? null);
  const inner = indent + INDENT;
  if (isList(value)) {
    if (isPlainList(value)) return `[${value.map((entry) => JSON.stringify(entry ?? null)).join(', ')}]`;
    return `[\n${value.map((entry) => inner + textOf(entry, inner)).join(',\n')}\n${indent}]`;
  }
  const fields = fieldsOf(value).map(([key, field]) => `${inner}${JSON.stringify(key)}: ${textOf(field, inner)}`);
  return fields.length === 0 ? '{}' : `{\n${fields.join(',\n')}\n${indent}}`;
}

/** What JSON holds of an object: a field that is undefined is left out. */
function fieldsOf(value: object): readonly (readonly [string, unknown])[] {
  return Object.entries(value).filter(([, field]) => field !== undefined);
}

function isList(value: unknown): value is readonly unknown[] {
  return Array.isArray(value);
}

function isPlainList(list: readonly unknown[]): boolean {
  return list.every((entry) => typeof entry !== 'object' || entry === null);
}

/** The path is made only where something is wrong: there may be millions of numbers. */
function assertFinite(value: unknown, path: (string | number)[]): void {
  if (typeof value === 'number' && !Number.isFinite(value)) {
    throw new RangeError(`${path.join('.')} is ${value}; a document holds finite numbers or null.`);
  }
  if (typeof value !== 'object' || value === null) return;
  const entries = isList(value) ? value.entries() : fieldsOf(value);
  for (const [key, child] of entries) {
    path.push(key);
    assertFinite(child, path);
    path.pop();
  }
}
