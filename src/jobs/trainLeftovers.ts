import { readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';

/** Unfinished copies of a run's own files, as `replaceFile` names them. */
const UNFINISHED = /^\.(run\.json|metrics\.csv|summary\.csv|state\.bin|epoch-\d+\.h5)\.\d+(?:-\d+)+\.tmp$/;
/** Of an ensemble. */
const NETWORK = /^network-\d+$/;

/** Removes what a training that was killed left half-written. To be called by the holder of the run's lock. */
export function removeLeftovers(folder: string): void {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory() && NETWORK.test(entry.name)) removeLeftovers(path);
    else if (UNFINISHED.test(entry.name)) rmSync(path, { force: true });
  }
}
