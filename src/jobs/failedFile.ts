import { basename } from 'node:path';
import { CheckpointError, messageOf, type FailureReason } from '../network/failure.js';
import type { FailedFile } from '../protocol/report.js';
import type { MeasureParams, RunFile, RunListing } from '../protocol/worker.js';

const REMEDY = 'it is probably damaged, copy it again or save it again.';

/** What a lost worker means for its file; the readers' own sentences need nothing added. */
const lost: Partial<Record<FailureReason, string>> = {
  timeout: REMEDY,
  crashed: REMEDY,
  'out-of-memory': 'close other programs, or analyse fewer and smaller files.',
  bug: 'this is a mistake of Morphoscope, please report it with the file.',
};

/** A file that could not be read or measured, with one sentence that helps. */
export function failedFile(file: RunFile, error: unknown): FailedFile {
  const remedy = error instanceof CheckpointError ? lost[error.reason] : REMEDY;
  const message = messageOf(error);
  const reason = remedy === undefined ? message : `${file.name} could not be parsed: ${message}; ${remedy}`;
  return { path: file.name, epoch: file.epoch, reason };
}

/** Why two checkpoints could not be compared, in one sentence. */
export function notCompared(
  { a, b }: { readonly a: MeasureParams; readonly b: MeasureParams },
  error: unknown,
): string {
  const remedy = error instanceof CheckpointError ? lost[error.reason] : lost.bug;
  const message = messageOf(error);
  if (remedy === undefined || message.endsWith(remedy)) return message;
  return `${a.file.name} and ${b.file.name} could not be compared: ${message}; ${remedy}`;
}

/** Why a folder or a file could not even be looked into. */
export function notListed(paths: readonly string[], error: unknown): Error {
  if (!(error instanceof CheckpointError)) return new CheckpointError('bug', messageOf(error), { cause: error });
  if (lost[error.reason] === undefined) return error;
  const names = paths.map((path) => basename(path)).join(', ');
  const remedy = error.reason === 'timeout' ? 'its disk may not answer, copy it to another one.' : lost[error.reason];
  return new CheckpointError(error.reason, `${names} could not be listed: ${error.message}; ${remedy}`);
}

/** Why sample data could not even be looked at. */
export function notChecked(path: string, error: unknown): Error {
  if (!(error instanceof CheckpointError)) return new CheckpointError('bug', messageOf(error), { cause: error });
  if (lost[error.reason] === undefined) return error;
  const remedy = error.reason === 'bug' ? lost.bug : 'attach fewer samples, best as .npy.';
  return new CheckpointError(error.reason, `${basename(path)} could not be read: ${error.message}; ${remedy}`);
}

/** Files fail in the order of the workers; people and reports want the order of the folder. */
export function inListingOrder(failed: readonly FailedFile[], listing: RunListing): readonly FailedFile[] {
  const order = new Map(listing.files.map(({ name }, index) => [name, index]));
  const placeOf = ({ path }: FailedFile): number => order.get(path) ?? -1;
  return failed.toSorted((a, b) => placeOf(a) - placeOf(b));
}

/** The error when no checkpoint of a run is left. */
export function nothingRead(failed: readonly FailedFile[]): CheckpointError {
  const [first] = failed;
  if (first === undefined) return new CheckpointError('empty', 'There is no checkpoint here.');
  const { path, reason } = first;
  const sentence = reason.includes(path) ? reason : `${path}: ${reason}`;
  if (failed.length === 1) return new CheckpointError('corrupt', sentence);
  return new CheckpointError('corrupt', `None of ${failed.length} files could be read. ${sentence}`);
}
