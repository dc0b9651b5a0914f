import { basename } from 'node:path';
import { CheckpointError } from '../network/failure.js';
import type { FailedFile } from '../protocol/report.js';
import { isRefused } from './format.js';
import type { FileHead } from './head.js';
import { formatOf, refusal } from './open.js';
import type { Candidates } from './runCandidates.js';
import { runsBelow } from './runsBelow.js';

/** More names than this are no help in one sentence. */
const NAMED_RUNS = 3;

/** Why a path, or the first of several, gives no run: one sentence with what to open instead. */
export function nothingReadable(
  path: string,
  head: FileHead | null,
  { architectures }: Candidates,
  failed: readonly FailedFile[],
): CheckpointError {
  // A SavedModel is its folder, not one of the files in it.
  const format = head === null ? null : formatOf(head);
  if (head?.folder != null && format !== null && isRefused(format)) return refusal(format, head.name);
  const [first, ...others] = failed;
  const name = basename(path);
  if (first !== undefined) {
    const more = others.length === 0 ? '' : ` (${others.length} more here cannot be read)`;
    return new CheckpointError('not-a-checkpoint', `${first.reason.replace(/\.$/, '')}${more}.`);
  }
  if (architectures.includes(path)) {
    return new CheckpointError(
      'not-a-checkpoint',
      `${name} is an architecture without weights; open the weights file that belongs to it.`,
    );
  }
  const runs = head?.folder == null ? [] : runsBelow(path);
  const remedy =
    runs.length === 0
      ? 'choose a folder with .keras, .h5 or model.json files'
      : `choose ${listed(runs.map((run) => `${name}/${run}`))}`;
  return new CheckpointError('empty', `${name} holds no checkpoint${runs.length === 0 ? '' : ' itself'}; ${remedy}.`);
}

function listed(runs: readonly string[]): string {
  const more = runs.length - NAMED_RUNS;
  const words = more > 0 ? [...runs.slice(0, NAMED_RUNS), `one of ${more} more`] : runs;
  return [words.slice(0, -1).join(', '), ...words.slice(-1)].filter((part) => part !== '').join(' or ');
}
