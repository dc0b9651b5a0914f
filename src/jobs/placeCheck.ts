import { existsSync, mkdtempSync, rmdirSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { makeFolder, notWritten } from '../checkpoint/replaceFile.js';
import { CheckpointError } from '../network/failure.js';
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

const WHY: Readonly<Partial<Record<CheckpointError['reason'], string>>> = {
  'disk-full': 'its disk is full',
  missing: 'a part of that path is no folder',
};

/**
 * Whether trained networks can be kept in a folder, which is made when it is not there: else each would be trained in vain.
 * @param folder absolute path
 * @throws {CheckpointError} `permission`, `disk-full`, `missing`
 */
export function assertStore(folder: string): void {
  try {
    makeFolder(folder);
    rmdirSync(mkdtempSync(join(folder, '.morphoscope-')));
  } catch (error) {
    const { reason } = error instanceof CheckpointError ? error : notWritten(error, folder);
    const isFile = existsSync(folder) && !statSync(folder).isDirectory();
    const why = isFile ? 'it is a file' : (WHY[reason] ?? 'it may not be written to');
    throw new CheckpointError(
      reason,
      `The cache folder ${folder}, where trained networks are kept, cannot be used: ${why}; make it a folder that can be written to, or on the command line choose another by XDG_CACHE_HOME.`,
      { cause: error },
    );
  }
}
