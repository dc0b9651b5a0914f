import { existsSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { readWrittenState, type WrittenState } from '../checkpoint/readWrittenState.js';
import { CheckpointError } from '../network/failure.js';
import type { EpochPair, GrowthParams } from '../protocol/growthWorker.js';
import { locate } from '../training/datasets/locate.js';
import { dataSource, dataSources } from '../training/datasets/registry.js';
import { denseLayers, networkWidths, type DenseLayer } from '../training/denseLayers.js';
import { networkFolder, networkSeeds } from '../training/ensemble.js';
import { assertSameData, readRunDocument, type RunDocument } from '../training/runDocument.js';
import { modelOf } from '../training/runFolder.js';
import type { Samples } from '../training/settings.js';

/** A run whose growth can be predicted: one of our own networks, with the mean squared error. */
export interface GrowthRun {
  readonly folder: string;
  readonly document: RunDocument;
  readonly layers: readonly DenseLayer[];
}

/**
 * The run of a folder.
 * @throws {CheckpointError} `usage` where growth is not defined for it, and what reading `run.json` gives
 */
export function growthRun(folder: string): GrowthRun {
  const document = documentOf(folder);
  const name = basename(folder);
  if (document.engine === 'tfjs') {
    throw new CheckpointError(
      'usage',
      `TensorFlow.js trained ${name}; growth is predicted for networks that Morphoscope's own engine trains, so train one with that engine.`,
    );
  }
  if (document.layers.length < 2) {
    throw new CheckpointError(
      'usage',
      `${name} has fewer than two hidden layers, and the last one is left out of growth; compare a deeper network.`,
    );
  }
  return { folder, document, layers: denseLayers(networkWidths({ hidden: document.layers }, document.features)) };
}

/** A network of an ensemble has its `run.json` in the folder above, and a seed of its own. */
function documentOf(folder: string): RunDocument {
  if (existsSync(join(folder, 'run.json'))) return readRunDocument(folder);
  const above = dirname(folder);
  const networks = existsSync(join(above, 'run.json')) ? readRunDocument(above) : null;
  const seeds = networkSeeds(networks?.seed ?? 0, networks?.networks ?? 0);
  const seed = seeds.find((_, network) => networkFolder(network) === basename(folder));
  if (networks !== null && seed !== undefined) return { ...networks, seed };
  throw new CheckpointError(
    'missing',
    `${basename(folder)} holds no run.json, and only that tells on which data the network was trained; train one with "morphoscope train".`,
  );
}

/** @throws {CheckpointError} `usage` unless both are epochs of one folder, a before b */
export function assertPair({ a, b }: EpochPair): { readonly from: number; readonly to: number } {
  if (dirname(a.path) !== dirname(b.path)) {
    throw new CheckpointError(
      'usage',
      `${a.name} and ${b.name} are of different runs; growth is predicted from one epoch to a later one of the same run.`,
    );
  }
  if (a.epoch === null || b.epoch === null || a.epoch >= b.epoch) {
    throw new CheckpointError(
      'usage',
      `${b.name} is not a later epoch than ${a.name}; growth is predicted from an epoch to a later one, so choose them in that order.`,
    );
  }
  return { from: a.epoch, to: b.epoch };
}

/**
 * The numbers of one epoch.
 * @throws {CheckpointError} what reading gives; `bad-data` for what is no finite number, and for a matrix of zeros
 */
export async function readEpoch({ document, layers }: GrowthRun, path: string): Promise<WrittenState> {
  const state = await readWrittenState(path, modelOf(document));
  const { parameters } = state;
  const isZero = ({ kernel, biases }: DenseLayer) => parameters.subarray(kernel, biases).every((w) => w === 0);
  const fault = parameters.every(Number.isFinite)
    ? layers.some(isZero) && 'a matrix of zeros, whose nodes have no connectivity'
    : 'weights that are no finite numbers';
  if (fault === false) return state;
  throw new CheckpointError('bad-data', `${basename(path)} holds ${fault}; choose an earlier epoch.`);
}

/**
 * The run's training split; nothing is downloaded.
 * @throws {CheckpointError} `missing` where its files are not on this machine, `changed` where they are others, `unsafe-path`
 *   where `run.json` names files and is not trusted
 */
export async function trainingSamples(
  { folder, document }: GrowthRun,
  { cache, isRestricted = false }: Pick<GrowthParams, 'cache' | 'isRestricted'>,
): Promise<Samples> {
  const source = dataSource(document.dataset);
  const isNamed = document.dataFolder !== null || !dataSources.includes(source);
  if (isRestricted && isNamed) {
    throw new CheckpointError(
      'unsafe-path',
      `run.json of ${basename(folder)} names a file of this machine as the data it was trained on, which is opened in trusted workspaces only; trust this one first.`,
    );
  }
  const located = locate(source, document.dataFolder, cache);
  if (located.kind === 'missing') {
    const names = located.files.map(({ name }) => name).join(', ');
    throw new CheckpointError(
      'missing',
      `${source.title} is not on this machine (${names}); train on it once, which asks before it downloads them.`,
    );
  }
  const data = await source.load(located.paths, document.dataOptions);
  assertSameData(document, data, basename(folder));
  return data.train;
}
