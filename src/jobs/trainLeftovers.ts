import { readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';

/** Unfinished copies of a run's own files, as `replaceFile` names them. */
const UNFINISHED = /^\.(run\.json|metrics\.csv|state\.bin|epoch-\d+\.h5)\.\d+-\d+\.tmp$/;

/** Removes what a training that was killed left half-written. To be called by the holder of the run's lock. */
export function removeLeftovers(folder: string): void {
  for (const name of readdirSync(folder)) {
    if (UNFINISHED.test(name)) rmSync(join(folder, name), { force: true });
  }
}
