import { homedir } from 'node:os';
import { join } from 'node:path';

/** The folder in which the command line keeps data sets that it has downloaded. */
export function dataCache(): string {
  return join(process.env['XDG_CACHE_HOME'] ?? join(homedir(), '.cache'), 'morphoscope');
}
