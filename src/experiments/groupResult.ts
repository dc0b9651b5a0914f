import { CheckpointError } from '../network/failure.js';
import type { GroupResult } from './networkGroup.js';

/**
 * What there is of a group that the figure itself has asked for.
 * @throws {CheckpointError} `bug`
 */
export function groupResult(results: Readonly<Record<string, GroupResult>>, name: string): GroupResult {
  const result = results[name];
  if (result === undefined) throw new CheckpointError('bug', `The figure was not given its networks “${name}”.`);
  return result;
}
