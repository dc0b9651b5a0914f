import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isAlive } from './isAlive.js';

const PREFIX = 'morphoscope-';
const open = new Set<string>();
let swept = false;

/** A folder outside the workspace for files that must be unpacked to be read. */
export interface TemporaryFolder {
  readonly path: string;
  remove(): void;
}

/**
 * Made anew, removed by `remove` and, at the latest, when the process or the worker ends. A worker that is terminated has
 * no last word: what it leaves behind goes when the next process makes a folder.
 */
export function temporaryFolder(): TemporaryFolder {
  if (!swept) {
    swept = true;
    process.on('exit', () => open.forEach(remove));
    sweep();
  }
  const path = mkdtempSync(join(tmpdir(), `${PREFIX}${process.pid}-`));
  open.add(path);
  return { path, remove: () => remove(path) };
}

function remove(path: string): void {
  open.delete(path);
  rmSync(path, { recursive: true, force: true });
}

/** Removes folders of processes that are gone. */
function sweep(): void {
  for (const name of readdirSync(tmpdir())) {
    const pid = new RegExp(`^${PREFIX}(\\d+)-`).exec(name)?.[1];
    if (pid !== undefined && !isAlive(Number(pid))) rmSync(join(tmpdir(), name), { recursive: true, force: true });
  }
}
