import { existsSync, mkdtempSync, rmdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { notWritten } from '../checkpoint/replaceFile.js';
import { acquireRunLock } from '../training/runLock.js';

/**
 * Whether results can be written into a folder, found by trying: permissions alone do not tell. Leaves nothing behind.
 * @param folder absolute path; need not exist
 * @throws {CheckpointError} `in-use`, `permission`, `disk-full`, `missing`
 */
export function assertUsable(folder: string): void {
  if (existsSync(folder)) {
    acquireRunLock(folder).release();
    return;
  }
  let above = dirname(folder);
  while (!existsSync(above) && above !== dirname(above)) above = dirname(above);
  try {
    rmdirSync(mkdtempSync(join(above, '.morphoscope-')));
  } catch (error) {
    throw notWritten(error, folder);
  }
}
