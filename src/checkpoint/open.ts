import { basename } from 'node:path';
import { CheckpointError } from '../network/failure.js';
import type { StoredModel } from '../network/storedModel.js';
import { readArchitectureFile } from './architecture.js';
import { isRefused, type Format } from './format.js';
import { formats } from './formats/registry.js';
import { accessing, readHead, type FileHead } from './head.js';

/**
 * Opens a checkpoint: the header is read, the tensors are not. Runs in a worker with a time limit, since a damaged HDF5
 * file can make the library loop.
 * @param path the checkpoint's main file
 * @param architecturePath the `to_json()` file that belongs to a weights-only file
 * @throws {CheckpointError} one sentence naming file, place and remedy; after the reason `crashed` the worker is of no
 *   more use
 */
export async function openCheckpoint(path: string, architecturePath: string | null): Promise<StoredModel> {
  const head = await readHead(path, 'deep');
  const format = formatOf(head);
  if (format === null) throw unknown(head);
  if (isRefused(format)) throw refusal(format, head.name);
  const architecture =
    architecturePath === null
      ? null
      : {
          name: basename(architecturePath),
          value: accessing(basename(architecturePath), () => readArchitectureFile(architecturePath)),
        };
  return format.open({ path, head, architecture });
}

/** Which format a file has by its content; null when it is none that is known. */
export async function sniff(path: string): Promise<Format | null> {
  return formatOf(await readHead(path, 'deep'));
}

export function formatOf(head: FileHead): Format | null {
  return formats.find((format) => format.match(head)) ?? null;
}

export function refusal(format: Extract<Format, { refusal: string }>, name: string): CheckpointError {
  return new CheckpointError('unsupported-format', `${name} ${format.refusal}`);
}

export function unknown({ name, size, folder }: FileHead): CheckpointError {
  if (folder !== null) {
    return new CheckpointError('not-a-checkpoint', `${name} is a folder; choose one of the checkpoints in it.`);
  }
  if (size === 0) return new CheckpointError('empty', `${name} is empty; copy it again or save the model again.`);
  const claim = /\.(h5|hdf5|keras)$/i.test(name);
  return new CheckpointError(
    'not-a-checkpoint',
    claim
      ? `${name} is named like a Keras file but holds something else; it may be a failed download: fetch or save it again.`
      : `${name} is no checkpoint that is known here; choose a Keras .keras or .h5 file or a TensorFlow.js model.json.`,
  );
}
