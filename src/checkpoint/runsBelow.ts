import { readdirSync, type Dirent } from 'node:fs';
import { join } from 'node:path';
import { naturalOrder } from './naturalOrder.js';

/** Deeper or wider than this a person knows better where the runs are. */
const MAX_DEPTH = 3;
const MAX_FOLDERS = 500;
const CHECKPOINT = /\.(h5|hdf5|keras)$|^model\.json$|\.weights\.json$/i;

/** Folders below a folder that hold files named like checkpoints, relative to it, the nearest first. Only names are looked at. */
export function runsBelow(folder: string): readonly string[] {
  const runs: string[] = [];
  let looked = 0;
  let level = subfolders(folder, '');
  for (let depth = 0; depth < MAX_DEPTH && level.length > 0; depth++) {
    const next: string[] = [];
    for (const path of level) {
      if (++looked > MAX_FOLDERS) return runs;
      if (entries(join(folder, path)).some((entry) => !entry.isDirectory() && CHECKPOINT.test(entry.name)))
        runs.push(path);
      else next.push(...subfolders(folder, path));
    }
    level = next;
  }
  return runs;
}

function subfolders(root: string, path: string): string[] {
  return entries(join(root, path))
    .filter((entry) => entry.isDirectory() && !/^\.|^node_modules$/.test(entry.name))
    .map(({ name }) => (path === '' ? name : `${path}/${name}`))
    .sort(naturalOrder);
}

function entries(folder: string): readonly Dirent[] {
  try {
    return readdirSync(folder, { withFileTypes: true });
  } catch {
    // A folder that cannot be looked into may be anything.
    return [];
  }
}
