import type { Json } from '../../src/network/json.js';
import { formatNumber } from '../shared/format.js';

/** `aboveMedian` as `above median`. */
export function spelled(name: string): string {
  return name.replace(/(?<=[a-z\d])[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
}

/** A setting as a reader says it. */
export function settingText(value: Json): string {
  if (value === null) return 'as usual';
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  if (typeof value === 'number') return formatNumber(value, 6);
  if (typeof value === 'string') return value;
  if (Array.isArray(value)) return value.map((entry: Json) => settingText(entry)).join(', ');
  return Object.entries(value)
    .map(([name, entry]) => `${spelled(name)}: ${settingText(entry ?? null)}`)
    .join('; ');
}
