import { rmdirSync } from 'node:fs';

/** Removes a folder into which nothing was written after all. */
export function removeEmpty(folder: string): void {
  try {
    rmdirSync(folder);
  } catch {
    // There is something in it.
  }
}
