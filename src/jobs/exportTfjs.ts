import { basename, join } from 'node:path';
import { writeTfjs } from '../checkpoint/writeTfjs.js';
import { CheckpointError } from '../network/failure.js';
import type { ExportedModel } from '../protocol/training.js';
import { configurationHash, readRunDocument, type RunDocument } from '../training/runDocument.js';
import { modelOf, readState } from '../training/runFolder.js';

/** Where exported models go: two folders deep, where no analysis takes them for further epochs of the run. */
const TFJS_EXPORT = join('export', 'tfjs');

/**
 * Writes the weights saved last in a run's folder as a TensorFlow.js model.
 * @throws {CheckpointError} `empty` when none were saved yet; what reading the run and writing give
 */
export function exportTfjs(folder: string, version: string): ExportedModel {
  const document = readRunDocument(folder);
  const saved = readState(folder, configurationHash(document));
  if (saved === null) {
    throw new CheckpointError('empty', `${basename(folder)} has no weights yet; export it after its first epoch.`);
  }
  return { path: writeExport(folder, document, saved.state.parameters, version), epoch: saved.state.epoch };
}

/** @returns the path of `model.json` */
export function writeExport(folder: string, document: RunDocument, parameters: Float32Array, version: string): string {
  const target = join(folder, TFJS_EXPORT);
  writeTfjs(target, modelOf(document), parameters, version);
  return join(target, 'model.json');
}
