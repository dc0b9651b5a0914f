import { basename, join } from 'node:path';
import { readWrittenModel } from '../checkpoint/readWritten.js';
import { writeTfjs } from '../checkpoint/writeTfjs.js';
import type { WrittenModel } from '../checkpoint/writtenModel.js';
import { CheckpointError } from '../network/failure.js';
import type { ExportedModel } from '../protocol/training.js';
import { epochFile } from '../training/keptEpochs.js';
import { configurationHash, readRunDocument } from '../training/runDocument.js';
import { modelOf, readState } from '../training/runFolder.js';

/** Where exported models go: two folders deep, where no analysis takes them for further epochs of the run. */
const TFJS_EXPORT = join('export', 'tfjs');

/**
 * Writes the weights saved last in a run's folder as a TensorFlow.js model.
 * @throws {CheckpointError} `empty` when none were saved yet; what reading the run and writing give
 */
export async function exportTfjs(folder: string, version: string): Promise<ExportedModel> {
  const document = readRunDocument(folder);
  const saved = readState(folder, configurationHash(document));
  if (saved === null) {
    throw new CheckpointError('empty', `${basename(folder)} has no weights yet; export it after its first epoch.`);
  }
  // A user's model stands in the run's files only.
  const own = document.tensorflow?.model == null;
  const model = own ? modelOf(document) : await readWrittenModel(join(folder, epochFile(0)));
  return { path: writeExport(folder, model, saved.state.parameters, version), epoch: saved.state.epoch };
}

/** @throws {CheckpointError} `usage` for what TensorFlow.js does not read */
export function assertExportable({ dialect }: WrittenModel): void {
  if (dialect !== 'keras3') return;
  throw new CheckpointError(
    'usage',
    "TensorFlow.js does not read the configurations of Keras 3, which this model has; convert the run's .h5 files with tensorflowjs_converter.",
  );
}

/** @returns the path of `model.json` @throws {CheckpointError} as `assertExportable`, and what writing gives */
export function writeExport(folder: string, model: WrittenModel, parameters: Float32Array, version: string): string {
  assertExportable(model);
  const target = join(folder, TFJS_EXPORT);
  writeTfjs(target, model, parameters, version);
  return join(target, 'model.json');
}
