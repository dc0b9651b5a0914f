import { readdirSync, rmSync, statSync, type Dirent } from 'node:fs';
import { join } from 'node:path';
import { threadId } from 'node:worker_threads';
import { acquireRunLock, isRunLocked, type RunLock } from '../training/runLock.js';

/** Some fifty times what all figures take without MNIST. */
const MOST_STORED_BYTES = 2 * 2 ** 30;
const IN_USE = 'in-use';
const DAY_MS = 24 * 60 * 60 * 1000;
/** Of a machine that is gone a lock stays; no reproduction takes so long. */
const MOST_USE_MS = 30 * DAY_MS;
/** A file system may round the time of a file. */
const ROUNDING_MS = 2000;

/** Folders and files that `NetworkStore` writes; nothing else is ever removed. */
const FOLDER = /^[0-9a-f]{2}$/;
const KEPT = /^[0-9a-f]{64}\.(?:network|rates|figure)$/;
const TEMPORARY = /^\.[0-9a-f]{64}\..+\.tmp$/;

let serial = 0;

/** A reproduction at work with a store of networks. As long as any is, in whatever process, none of its files goes. */
export interface StoreUse {
  /**
   * Ends it. If it was the last, files go that were not used since it began, the least recently used first, until the store
   * takes at most `mostBytes`: what it used stays, so that the same reproduction again finds everything.
   */
  end(mostBytes?: number): void;
}

/**
 * Says that a store is in use, and removes what threads that were killed more than a day ago were writing there. A store that
 * cannot be written stays as it is.
 */
export function beginStoreUse(folder: string): StoreUse {
  const began = Date.now() - ROUNDING_MS;
  const place = join(folder, IN_USE, `${process.pid}-${threadId}-${++serial}`);
  const lock = quietly(() => acquireRunLock(place));
  for (const { path, name, usedAt } of filesIn(folder)) {
    if (TEMPORARY.test(name) && usedAt < began - DAY_MS) quietly(() => rmSync(path, { force: true }));
  }
  return {
    end(mostBytes = MOST_STORED_BYTES) {
      if (lock === undefined) return;
      release(lock);
      removeLeastRecentlyUsed(folder, began, mostBytes);
    },
  };
}

function release(lock: RunLock): void {
  quietly(() => {
    lock.release();
    rmSync(lock.folder, { recursive: true, force: true });
  });
}

function removeLeastRecentlyUsed(folder: string, usedSince: number, mostBytes: number): void {
  const files = filesIn(folder).filter(({ name }) => KEPT.test(name));
  let bytes = files.reduce((sum, { size }) => sum + size, 0);
  const unused = files.filter(({ usedAt }) => usedAt < usedSince).sort((a, b) => a.usedAt - b.usedAt);
  for (const { path, size } of unused) {
    // Another process may begin to use the store at any time; asked for each file, since removing many takes long.
    if (bytes <= mostBytes || isInUse(folder)) return;
    if (quietly(() => (rmSync(path, { force: true }), true)) === true) bytes -= size;
  }
}

function isInUse(folder: string): boolean {
  return entriesOf(join(folder, IN_USE)).some(({ name }) => {
    const place = join(folder, IN_USE, name);
    const age = Date.now() - (statSync(place, { throwIfNoEntry: false })?.mtimeMs ?? 0);
    if (age < MOST_USE_MS && isRunLocked(place)) return true;
    // A younger one may be about to be locked.
    if (age > DAY_MS) quietly(() => rmSync(place, { recursive: true, force: true }));
    return false;
  });
}

interface StoredFile {
  readonly path: string;
  readonly name: string;
  readonly size: number;
  /** When it was written or last read, in ms since 1970. */
  readonly usedAt: number;
}

function filesIn(folder: string): readonly StoredFile[] {
  const folders = entriesOf(folder).filter((entry) => entry.isDirectory() && FOLDER.test(entry.name));
  return folders.flatMap((inner) =>
    entriesOf(join(folder, inner.name)).flatMap((entry) => {
      const path = join(folder, inner.name, entry.name);
      const stat = entry.isFile() ? statSync(path, { throwIfNoEntry: false }) : undefined;
      return stat === undefined ? [] : [{ path, name: entry.name, size: stat.size, usedAt: stat.mtimeMs }];
    }),
  );
}

function entriesOf(folder: string): readonly Dirent[] {
  return quietly(() => readdirSync(folder, { withFileTypes: true })) ?? [];
}

/** A store that cannot be tidied up takes more room, no more. */
function quietly<T>(attempt: () => T): T | undefined {
  try {
    return attempt();
  } catch {
    return undefined;
  }
}
