import { createHash } from 'node:crypto';
import { isArray, isObject, type Json } from '../network/json.js';

/** SHA-256, hex, of a value's JSON with the keys of objects in order: of equal content always the same. */
export function contentHash(value: Json): string {
  return createHash('sha256')
    .update(JSON.stringify(inOrder(value)))
    .digest('hex');
}

function inOrder(value: Json): Json {
  if (isArray(value)) return value.map(inOrder);
  if (!isObject(value)) return value;
  const entries = Object.entries(value).map(([key, field]) => [key, inOrder(field ?? null)] as const);
  return Object.fromEntries(entries.sort(([a], [b]) => (a < b ? -1 : 1)));
}
