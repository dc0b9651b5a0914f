import { readdirSync } from 'node:fs';
import { basename, join } from 'node:path';

/** Where runs are proposed to go, below the folder that is open. */
const RUNS = 'runs';

/**
 * A folder for a new run that is not there yet: `clusters-1`, or the number after the largest.
 * @param parent absolute path of the folder of runs, which need not exist
 * @param dataset a name of the registry, or the absolute path of a table
 */
export function nextRun(parent: string, dataset: string): string {
  const name = basename(dataset).replace(/\.[^.]*$/, '') || 'run';
  const taken = namesIn(parent).flatMap((other) => {
    const number = other.startsWith(`${name}-`) ? other.slice(name.length + 1) : '';
    return /^\d{1,9}$/.test(number) ? [Number(number)] : [];
  });
  return join(parent, `${name}-${Math.max(0, ...taken) + 1}`);
}

/** The same in the folder that is open. */
export function proposedRun(workspace: string, dataset: string): string {
  return nextRun(join(workspace, RUNS), dataset);
}

function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}
