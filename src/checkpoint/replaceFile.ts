import { randomInt } from 'node:crypto';
import {
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  renameSync,
  rmSync,
  statSync,
  writeSync,
} from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { CheckpointError, messageOf } from '../network/failure.js';

/** Threads may write the same file at once, and what a killed process left must be in nobody's way: names are drawn. */
const MOST_NAMES = 2 ** 47;

/**
 * Writes a file whole or not at all: into a temporary file beside it, flushed to the disk, then renamed over it. Until
 * then the previous one stays; readers never see a part. The temporary file begins with a dot, so no reader takes it for a
 * checkpoint, and goes when anything fails.
 * @param content all of it, or pieces of text one after the other
 * @param flush false where a power cut may take it: several milliseconds faster
 * @throws {CheckpointError} `disk-full`, `permission`, `missing`; what the pieces throw as it is
 */
export function replaceFile(path: string, content: Uint8Array | string | Iterable<string>, flush = true): void {
  const temporary = join(dirname(path), `.${basename(path)}.${process.pid}-${randomInt(MOST_NAMES)}.tmp`);
  try {
    const file = openSync(temporary, 'wx');
    try {
      for (const bytes of bytesOf(content)) {
        for (let done = 0; done < bytes.length;) done += writeSync(file, bytes, done);
      }
      if (flush) fsyncSync(file);
    } finally {
      closeSync(file);
    }
    renameSync(temporary, path);
  } catch (error) {
    rmSync(temporary, { force: true });
    throw error instanceof Error && 'code' in error ? notWritten(error, path) : error;
  }
}

function* bytesOf(content: Uint8Array | string | Iterable<string>): Generator<Uint8Array> {
  if (typeof content === 'string') yield Buffer.from(content, 'utf8');
  else if (content instanceof Uint8Array) yield content;
  else for (const piece of content) yield Buffer.from(piece, 'utf8');
}

/**
 * Makes a folder and those above it. Not by `mkdirSync(..., { recursive: true })`, which never returns where the system says
 * that a folder does not exist although it does, as in /proc.
 * @throws {CheckpointError} as `replaceFile`
 */
export function makeFolder(folder: string): void {
  if (statSync(folder, { throwIfNoEntry: false })?.isDirectory() === true) return;
  const parent = dirname(folder);
  if (parent !== folder && !existsSync(parent)) makeFolder(parent);
  try {
    mkdirSync(folder);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw notWritten(error, folder);
    // Another process may have made it meanwhile.
    if (statSync(folder, { throwIfNoEntry: false })?.isDirectory() === true) return;
    throw new CheckpointError(
      'permission',
      `${folder} is a file, where a folder of that name is needed; choose another folder.`,
      { cause: error },
    );
  }
}

/** What a system error while writing means to a person. */
export function notWritten(error: unknown, path: string): CheckpointError {
  const name = basename(path);
  const folder = dirname(path);
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  const fail = (reason: CheckpointError['reason'], sentence: string): CheckpointError =>
    new CheckpointError(reason, sentence, { cause: error });
  if (code === 'ENOSPC' || code === 'EDQUOT') {
    return fail(
      'disk-full',
      `${name} could not be written because the disk of ${folder} is full; what was saved before is whole: free some space.`,
    );
  }
  if (code === 'EACCES' || code === 'EPERM' || code === 'EROFS') {
    return fail('permission', `${name} could not be written: ${folder} may not be written to; choose another folder.`);
  }
  if (code === 'ENOENT' || code === 'ENOTDIR') {
    return fail('missing', `${name} could not be written: ${folder} is no folder; choose another one.`);
  }
  return fail(
    'permission',
    `${name} could not be written into ${folder} (${messageOf(error)}); choose another folder.`,
  );
}
