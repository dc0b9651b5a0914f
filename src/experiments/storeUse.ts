import { randomUUID } from 'node:crypto';
import { lstatSync, readdirSync, rmdirSync, rmSync, statSync, type Dirent } from 'node:fs';
import { join } from 'node:path';
import { acquireRunLock, isRunLocked, RUN_LOCK } from '../training/runLock.js';

/** Some fifty times what all figures take without MNIST. */
const MOST_STORED_BYTES = 2 * 2 ** 30;
const IN_USE = 'in-use';
/** Of a lock's folder: process numbers are the same in containers that share a cache. */
const LOCK_FOLDER = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const DAY_MS = 24 * 60 * 60 * 1000;
/** Of a machine that is gone a lock stays; no reproduction takes so long. */
const MOST_USE_MS = 30 * DAY_MS;
/** A file system may round the time of a file. */
const ROUNDING_MS = 2000;

/** Folders and files that `NetworkStore` writes; but for locks nothing else is ever removed. */
const FOLDER = /^[0-9a-f]{2}$/;
const KEPT = /^[0-9a-f]{64}\.(?:network|rates|figure)$/;
const TEMPORARY = /^\.[0-9a-f]{64}\..+\.tmp$/;

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
  const locks = join(folder, IN_USE);
  const lock = quietly(() => (isLink(locks) ? undefined : acquireRunLock(join(locks, randomUUID()))));
  for (const { path, name, usedAt } of filesIn(folder)) {
    if (TEMPORARY.test(name) && usedAt < began - DAY_MS) quietly(() => rmSync(path, { force: true }));
  }
  return {
    end(mostBytes = MOST_STORED_BYTES) {
      if (lock === undefined) return;
      quietly(() => removeLock(lock.folder));
      removeLeastRecentlyUsed(folder, began, mostBytes);
    },
  };
}

/** Nothing behind a link is ours. */
function isLink(path: string): boolean {
  return lstatSync(path, { throwIfNoEntry: false })?.isSymbolicLink() === true;
}

function removeLock(place: string): void {
  rmSync(join(place, RUN_LOCK), { force: true });
  rmdirSync(place);
}

function removeLeastRecentlyUsed(folder: string, usedSince: number, mostBytes: number): void {
  // What a wrong clock dated in the future would else outlive everything.
  const latest = Date.now() + ROUNDING_MS;
  const lastUse = ({ usedAt }: StoredFile): number => (usedAt > latest ? 0 : usedAt);
  const files = filesIn(folder).filter(({ name }) => KEPT.test(name));
  let bytes = files.reduce((sum, { size }) => sum + size, 0);
  const unused = files.filter((file) => lastUse(file) < usedSince).sort((a, b) => lastUse(a) - lastUse(b));
  for (const file of unused) {
    // Another process may begin to use the store at any time; asked for each file, since removing many takes long.
    if (bytes <= mostBytes || isInUse(folder)) return;
    if (quietly(() => removeUnlessUsed(file)) === true) bytes -= file.size;
  }
}

/** False when it was used after it was listed. */
function removeUnlessUsed({ path, usedAt }: StoredFile): boolean {
  const stat = statSync(path, { throwIfNoEntry: false });
  if (stat !== undefined && stat.mtimeMs !== usedAt) return false;
  rmSync(path, { force: true });
  return true;
}

/** What cannot be asked counts as in use. */
function isInUse(folder: string): boolean {
  const locks = join(folder, IN_USE);
  const inUse = quietly(() => {
    if (isLink(locks)) return true;
    const places = readdirSync(locks, { withFileTypes: true }).filter((entry) => entry.isDirectory());
    return places.some(({ name }) => isHeld(join(locks, name), LOCK_FOLDER.test(name)));
  });
  return inUse ?? true;
}

/** @param isOurs whether it may be removed when it is old */
function isHeld(place: string, isOurs: boolean): boolean {
  const stat = statSync(place, { throwIfNoEntry: false });
  if (stat === undefined) return false;
  const age = Date.now() - stat.mtimeMs;
  if (age < MOST_USE_MS && (quietly(() => isRunLocked(place)) ?? true)) return true;
  // A younger one may be about to be locked.
  if (isOurs && age > DAY_MS) quietly(() => removeLock(place));
  return false;
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
      const stat = entry.isFile() ? quietly(() => statSync(path)) : undefined;
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
