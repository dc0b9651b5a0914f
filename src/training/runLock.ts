import { readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { basename, join } from 'node:path';
import { isAlive } from '../checkpoint/isAlive.js';
import { makeFolder, notWritten } from '../checkpoint/replaceFile.js';
import { CheckpointError } from '../network/failure.js';

/** The file in a folder that says who holds it. */
export const RUN_LOCK = 'run.lock';
/** A lock without content is one that is being written, or whose writer was killed doing so. */
const WRITING_MS = 5000;

/** The right to write into the folder of a training or a reproduction. */
export interface RunLock {
  readonly folder: string;
  release(): void;
}

interface Holder {
  readonly pid: number;
  readonly host: string;
  /** When the process began, as Linux tells; a process number is given out again. */
  readonly began: string | null;
}

/**
 * Takes the folder for one training or reproduction; it is made when it is not there. To be taken by the thread that
 * outlives the trainer's: a worker that is terminated cannot release what it holds. The lock of a process that is gone counts
 * as none.
 * @throws {CheckpointError} `in-use`, `permission`, `disk-full`
 */
export function acquireRunLock(folder: string): RunLock {
  const path = join(folder, RUN_LOCK);
  const own: Holder = { pid: process.pid, host: hostname(), began: beginningOf(process.pid) };
  const content = JSON.stringify(own);
  try {
    makeFolder(folder);
    for (let attempt = 0; ; attempt++) {
      if (create(path, content)) break;
      const holder = holderOf(path);
      if (holder !== 'gone') throw inUse(folder, holder);
      if (attempt === 3) throw inUse(folder, null);
      rmSync(path, { force: true });
    }
  } catch (error) {
    throw error instanceof CheckpointError ? error : notWritten(error, path);
  }
  return { folder, release: () => rmSync(path, { force: true }) };
}

/** Whether a living process holds a folder, as far as can be told. */
export function isRunLocked(folder: string): boolean {
  return holderOf(join(folder, RUN_LOCK)) !== 'gone';
}

/** False when there is one already. */
function create(path: string, content: string): boolean {
  try {
    writeFileSync(path, content, { flag: 'wx' });
    return true;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false;
    rmSync(path, { force: true });
    throw error;
  }
}

/** Who holds the lock; null when that cannot be told yet, `gone` when nobody does any more. */
function holderOf(path: string): Holder | null | 'gone' {
  const stat = statSync(path, { throwIfNoEntry: false });
  if (stat === undefined) return 'gone';
  const holder = parse(path);
  if (holder === null) return Date.now() - stat.mtimeMs > WRITING_MS ? 'gone' : null;
  // Of a process of another machine nothing can be told.
  if (holder.host !== hostname()) return holder;
  if (!isAlive(holder.pid)) return 'gone';
  return holder.began === beginningOf(holder.pid) ? holder : 'gone';
}

function parse(path: string): Holder | null {
  try {
    const { pid, host, began } = JSON.parse(readFileSync(path, 'utf8')) as Partial<Holder>;
    return typeof pid === 'number' && typeof host === 'string' ? { pid, host, began: began ?? null } : null;
  } catch {
    return null;
  }
}

/** Field 22 of /proc/PID/stat (proc_pid_stat(5)), behind a name that may hold spaces; null on other systems. */
function beginningOf(pid: number): string | null {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return text.slice(text.lastIndexOf(')') + 2).split(' ')[19] ?? null;
  } catch {
    return null;
  }
}

function inUse(folder: string, holder: Holder | null): CheckpointError {
  const who = holder === null ? 'another process' : `process ${holder.pid} on ${holder.host}`;
  return new CheckpointError(
    'in-use',
    `${basename(folder)} is in use by ${who}; stop that or choose another folder (if nothing is at work there, delete ${RUN_LOCK} in it).`,
  );
}
