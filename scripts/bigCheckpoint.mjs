import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, renameSync, statSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/**
 * A 1 GiB full-model `.h5` of real Keras, made once in the cache outside the tree.
 * @param {string} python an interpreter that has Keras 3
 * @returns {string} the file
 */
export function bigCheckpoint(python) {
  const cache = join(process.env.XDG_CACHE_HOME ?? join(homedir(), '.cache'), 'morphoscope');
  const file = join(cache, 'wide-1GiB.h5');
  if (!existsSync(file)) {
    mkdirSync(cache, { recursive: true });
    const part = join(cache, 'wide-1GiB.part.h5');
    const script = fileURLToPath(new URL('bigCheckpoint.py', import.meta.url));
    if (spawnSync(python, [script, part], { stdio: ['ignore', 2, 2] }).status !== 0) {
      throw new Error('Keras could not write the 1 GiB checkpoint.');
    }
    renameSync(part, file);
  }
  if (statSync(file).size < 2 ** 30) throw new Error(`${file} is smaller than 1 GiB; remove it.`);
  return file;
}
