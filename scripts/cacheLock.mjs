/**
 * A lock file between processes, so that several test runs started at once install a thing only once.
 *
 * It saves work, it does not guard correctness: what is installed under it is moved into place atomically, so even
 * two holders (possible when a dead holder's lock is taken over by two waiters in the same instant) do no harm.
 */
import { mkdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

/** Older locks are abandoned even when their process id lives: ids are reused, and not shared between containers. */
const STALE_AFTER_MS = 15 * 60_000;

/**
 * Runs `work` while holding the lock file; waits for another live holder first.
 * @template T
 * @param {string} lockFile
 * @param {() => Promise<T>} work
 * @param {(holder: string) => void} [onWait] called once, with the holder's process id, when there is one to wait for
 * @returns {Promise<T>}
 */
export async function withLock(lockFile, work, onWait = () => {}) {
  await mkdir(dirname(lockFile), { recursive: true });
  let told = false;
  while (!(await tryTake(lockFile))) {
    const holder = await liveHolder(lockFile);
    if (holder === undefined) {
      await rm(lockFile, { force: true });
      continue;
    }
    if (!told) onWait(holder);
    told = true;
    await sleep(250);
  }
  try {
    return await work();
  } finally {
    await rm(lockFile, { force: true });
  }
}

/** @param {string} lockFile */
async function tryTake(lockFile) {
  try {
    await writeFile(lockFile, String(process.pid), { flag: 'wx' });
    return true;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false;
    throw error;
  }
}

/**
 * The process id in the lock file, or undefined when nobody who lives holds it.
 * @param {string} lockFile
 * @returns {Promise<string | undefined>}
 */
async function liveHolder(lockFile) {
  try {
    const { mtimeMs } = await stat(lockFile);
    const pid = await readFile(lockFile, 'utf8');
    const age = Date.now() - mtimeMs;
    // Just created and not yet written by its holder.
    if (pid === '') return age < 5_000 ? 'unknown' : undefined;
    return age < STALE_AFTER_MS && isAlive(Number(pid)) ? pid : undefined;
  } catch {
    return undefined;
  }
}

/** @param {number} pid */
function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // EPERM: it lives, but belongs to another user.
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}
