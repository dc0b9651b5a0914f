import { statSync } from 'node:fs';

/** A link that is broken or leads to itself, and what may not be looked at, count as files, and fail as such when they are read. */
export function isFolder(path: string): boolean {
  try {
    return statSync(path).isDirectory();
  } catch {
    return false;
  }
}
