import { CheckpointError } from '../network/failure.js';
import type { Json } from '../network/json.js';

/**
 * A file name that stands in a checkpoint and must stay in that checkpoint's folder.
 * @throws {CheckpointError} `unsafe-path` for absolute paths, URLs and anything with `..`
 */
export function assertInnerPath(path: Json, file: string): string {
  if (
    typeof path === 'string' &&
    path !== '' &&
    !/[\\:\0]/.test(path) &&
    !path.startsWith('/') &&
    !path.split('/').includes('..')
  ) {
    return path;
  }
  throw new CheckpointError(
    'unsafe-path',
    `${file} names the weight file ${typeof path === 'string' ? JSON.stringify(path) : 'of no name'}, which does not lie in its own folder; save the model again.`,
  );
}

/** The same for a name that must not have folders either. */
export function assertPlainName(name: Json, file: string): string {
  const path = assertInnerPath(name, file);
  return path.includes('/') ? assertInnerPath(null, file) : path;
}
