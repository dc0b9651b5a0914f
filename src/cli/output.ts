import { once } from 'node:events';
import { closeSync, mkdirSync, openSync, realpathSync, statSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';
import { replaceFile } from '../checkpoint/replaceFile.js';
import { messageOf, throwIfCancelled } from '../network/failure.js';
import { printable } from '../report/printable.js';
import { UsageError } from './usage.js';

/** One line on standard error. */
export function say(sentence: string): void {
  process.stderr.write(`${printable(sentence)}\n`);
}

/** Pieces to standard output, no faster than they are read there. What cannot be written ends the process (`main.ts`). */
export async function writeToStdout(pieces: Iterable<string>, signal: AbortSignal): Promise<void> {
  for (const piece of pieces) {
    throwIfCancelled(signal);
    if (!process.stdout.write(piece)) await once(process.stdout, 'drain');
  }
}

/**
 * An output the user named: replaced whole or not at all, with the folders it needs.
 * @throws {UsageError} when it cannot be written
 */
export function writeOutput(path: string, pieces: Iterable<string>): void {
  try {
    mkdirSync(dirname(path), { recursive: true });
    const existing = statSync(path, { throwIfNoEntry: false });
    if (existing === undefined || existing.isFile()) {
      // Through a link: the file it leads to is replaced, not the link.
      replaceFile(existing === undefined ? path : realpathSync(path), pieces);
    } else writeInto(path, pieces);
  } catch (error) {
    throw new UsageError(`Cannot write ${path}: ${messageOf(error)}`, { cause: error });
  }
}

/** Which outputs there are now; what went to standard output needs no word. */
export function sayWritten(...paths: readonly (string | undefined)[]): void {
  const written = paths.filter((path) => path !== undefined && path !== '-');
  if (written.length > 0) say(`Written: ${written.join(', ')}`);
}

/** A device or a named pipe stays what it is. */
function writeInto(path: string, pieces: Iterable<string>): void {
  const file = openSync(path, 'w');
  try {
    for (const piece of pieces) {
      const bytes = Buffer.from(piece);
      for (let done = 0; done < bytes.length;) done += writeSync(file, bytes, done);
    }
  } finally {
    closeSync(file);
  }
}
