import { parseArgs, type ParseArgsConfig } from 'node:util';
import { parseWhole } from '../jobs/networkSettings.js';
import { CheckpointError, messageOf } from '../network/failure.js';

/** Bad usage: exit 2 with one sentence. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

/** Done, but not all that was asked for: exit 1 with one sentence. */
export class PartlyDoneError extends Error {
  override readonly name = 'PartlyDoneError';
}

/** Of the folder and the settings, not of the data. */
const BAD_USAGE: ReadonlySet<CheckpointError['reason']> = new Set(['usage', 'in-use', 'disk-full']);

/** A failure that the caller's folder or settings are to blame for, as bad usage; any other as it is. */
export function usageErrorFor(error: unknown): unknown {
  const isUsage = error instanceof CheckpointError && BAD_USAGE.has(error.reason);
  return isUsage ? new UsageError(error.message, { cause: error }) : error;
}

type Options = NonNullable<ParseArgsConfig['options']>;

/** Strict parsing: an unknown flag or an empty argument is a usage error, and `-` stays a value. */
export function parse<T extends Options>(args: readonly string[], options: T) {
  // As a path it would silently be the current folder; it mostly comes from a variable that is not set.
  if (args.some((arg) => /^(--[^=]*=)?$/.test(arg)))
    throw new UsageError('An argument is empty; leave it out or fill it.');
  try {
    return parseArgs({ args: withNegatives(args, options), options, allowPositionals: true, strict: true });
  } catch (error) {
    // Node appends advice on `--` that does not fit here; its first sentence names the flag.
    const [first = ''] = messageOf(error).split(/\.?(?:\n|$)|\.\s/);
    throw new UsageError(`${first}.`);
  }
}

/** `--seed -1` as `--seed=-1`: Node takes it for a flag and so would not tell what the flag allows. */
function withNegatives(args: readonly string[], options: Options): string[] {
  const joined: string[] = [];
  for (const arg of args) {
    const before = joined.at(-1) ?? '';
    const takesValue = before.startsWith('--') && options[before.slice(2)]?.type === 'string';
    if (takesValue && /^-\.?\d/.test(arg)) joined[joined.length - 1] = `${before}=${arg}`;
    else joined.push(arg);
  }
  return joined;
}

/** A whole number from `least` to `most`, or a usage error that names the flag. */
export function wholeNumber(flag: string, text: string, least = 0, most?: number): number {
  try {
    return parseWhole(`--${flag}`, text, least, most);
  } catch (error) {
    throw new UsageError(messageOf(error), { cause: error });
  }
}
