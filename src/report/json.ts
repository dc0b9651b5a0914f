import type { Report } from '../protocol/report.js';

/** The report as JSON; see `documentJson`. */
export function reportJson(report: Report): string {
  return documentJson(report);
}

/**
 * A document as JSON with every digit, lists of plain values on one line. `JSON.stringify` would silently write NaN and
 * Infinity as null, and a null here must have a reason beside it: so they are an error, with the place.
 * @throws {RangeError} naming the first field that is NaN or infinite.
 */
export function documentJson(document: object): string {
  assertFinite(document, '');
  const text = JSON.stringify(document, null, 2);
  // No string holds a line break, so that what is matched between brackets is a list of plain values.
  const compact = text.replace(/\[\n\s*([^[\]{}]*?)\n\s*\]/g, (_, list: string) => `[${list.replace(/\n\s*/g, ' ')}]`);
  return `${compact}\n`;
}

function assertFinite(value: unknown, path: string): void {
  if (typeof value === 'number' && !Number.isFinite(value)) {
    throw new RangeError(`${path.slice(1)} is ${value}; a document holds finite numbers or null.`);
  }
  if (typeof value !== 'object' || value === null) return;
  for (const [key, child] of Object.entries(value)) assertFinite(child, `${path}.${key}`);
}
