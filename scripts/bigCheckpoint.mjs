import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, renameSync, statSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/**
 * A 1 GiB full-model `.h5` of real Keras, made once in the cache outside the tree.
 * @param {string} python an interpreter that has Keras 3
 * @param {number} seed another one gives other weights of the same network
 * @returns {string} the file
 */
export function bigCheckpoint(python, seed = 5) {
  const cache = join(process.env.XDG_CACHE_HOME ?? join(homedir(), '.cache'), 'morphoscope');
  const name = seed === 5 ? 'wide-1GiB' : `wide-1GiB-${seed}`;
  const file = join(cache, `${name}.h5`);
  if (!existsSync(file)) {
    mkdirSync(cache, { recursive: true });
    const part = join(cache, `${name}.part.h5`);
    const script = fileURLToPath(new URL('bigCheckpoint.py', import.meta.url));
    if (spawnSync(python, [script, part, String(seed)], { stdio: ['ignore', 2, 2] }).status !== 0) {
      throw new Error('Keras could not write the 1 GiB checkpoint.');
    }
    renameSync(part, file);
  }
  if (statSync(file).size < 2 ** 30) throw new Error(`${file} is smaller than 1 GiB; remove it.`);
  return file;
}
