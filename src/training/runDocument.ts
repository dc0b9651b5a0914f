import { createHash } from 'node:crypto';
import { basename, join } from 'node:path';
import { readFileSync } from 'node:fs';
import { accessing } from '../checkpoint/head.js';
import { replaceFile } from '../checkpoint/replaceFile.js';
import { CheckpointError, messageOf } from '../network/failure.js';
import { isObject } from '../network/json.js';
import type { LoadOptions } from './datasets/source.js';
import type { Keep } from './keptEpochs.js';
import type { Dataset, Initialization, KernelMode, NetworkSettings, Optimizer } from './settings.js';

export const RUN_SCHEMA = 'morphoscope/run@1';

/** Which program trained: the kernel, the float64 reference where SIMD is missing, or TensorFlow.js. */
export type Engine = 'kernel' | 'reference' | 'tfjs';

/** `run.json`: what decides the weights, and which files hold them. */
export interface RunDocument {
  readonly schema: typeof RUN_SCHEMA;
  readonly generator: { readonly name: 'morphoscope'; readonly version: string };
  /** As on the command line: `clusters`, or a file's path. */
  readonly dataset: string;
  /** The folder of the original files that the user named. */
  readonly dataFolder: string | null;
  readonly dataOptions: LoadOptions;
  readonly task: Dataset['task'];
  readonly features: number;
  readonly scaling: string;
  readonly dataHash: string;
  readonly split: { readonly train: number; readonly test: number };
  /** Widths of the hidden layers. */
  readonly layers: readonly number[];
  readonly init: Initialization;
  readonly zeroBias: boolean;
  readonly optimizer: Optimizer;
  readonly batch: number;
  readonly epochs: number;
  readonly seed: number;
  readonly engine: Engine;
  readonly mode: KernelMode;
  readonly keep: Keep;
  /** Of an ensemble, which has a folder and a row of `summary.csv` for each; absent where one network was trained. */
  readonly networks?: number;
  readonly versions: { readonly node: string; readonly v8: string };
  readonly status: 'running' | 'finished' | 'stopped' | 'diverged';
  /** One sentence about how it ended, where that needs one. */
  readonly note: string | null;
  readonly checkpoints: readonly { readonly epoch: number; readonly file: string }[];
}

/** What the caller decides. */
export interface RunPlan {
  /** As on the command line, by which a resumed run finds the data again. */
  readonly dataset: string;
  readonly dataFolder: string | null;
  readonly dataOptions: LoadOptions;
  readonly data: Pick<Dataset, 'task' | 'features' | 'scaling' | 'hash'> & {
    readonly train: { readonly count: number };
    readonly test: { readonly count: number };
  };
  readonly settings: NetworkSettings;
  readonly engine: Engine;
  readonly mode: KernelMode;
  readonly keep: Keep;
  /** Of Morphoscope. */
  readonly version: string;
}

export function runDocument(plan: RunPlan): RunDocument {
  const { dataset, dataFolder, dataOptions, data, settings, engine, mode, keep, version } = plan;
  const { hidden, ...others } = settings;
  return {
    schema: RUN_SCHEMA,
    generator: { name: 'morphoscope', version },
    dataset,
    dataFolder,
    dataOptions,
    task: data.task,
    features: data.features,
    scaling: data.scaling,
    dataHash: data.hash,
    split: { train: data.train.count, test: data.test.count },
    layers: hidden,
    ...others,
    engine,
    mode,
    keep,
    versions: { node: process.versions.node, v8: process.versions.v8 },
    status: 'running',
    note: null,
    checkpoints: [],
  };
}

export function settingsOf({ layers, init, zeroBias, optimizer, batch, epochs, seed }: RunDocument): NetworkSettings {
  return { hidden: layers, init, zeroBias, optimizer, batch, epochs, seed };
}

/** The fields without which the weights would be others. */
const DECIDING = [
  'dataHash',
  'features',
  'layers',
  'init',
  'zeroBias',
  'optimizer',
  'batch',
  'epochs',
  'seed',
  'engine',
  'mode',
] as const;

/** SHA-256 of what decides the weights, hex. */
export function configurationHash(document: RunDocument): string {
  return createHash('sha256')
    .update(JSON.stringify(DECIDING.map((field) => sorted(document[field]))))
    .digest('hex');
}

/** The deciding fields in which two runs differ. */
function differences(a: RunDocument, b: RunDocument): readonly string[] {
  return [...DECIDING, 'networks' as const].filter(
    (field) => JSON.stringify(sorted(a[field])) !== JSON.stringify(sorted(b[field])),
  );
}

/**
 * @param name of the folder
 * @throws {CheckpointError} `usage` when another run was begun there, `changed` when its data was another
 */
export function assertSameRun(stored: RunDocument, wanted: RunDocument, name: string): void {
  const differing = differences(stored, wanted).filter((field) => field !== 'dataHash');
  if (differing.length === 0) {
    assertSameData(stored, { hash: wanted.dataHash }, name);
    return;
  }
  throw new CheckpointError(
    'usage',
    `${name} was begun with another configuration (${differing.join(', ')}); resume it as it was begun or choose another folder.`,
  );
}

/** @throws {CheckpointError} `changed` when the data is not what the run began with */
export function assertSameData(document: RunDocument, { hash }: Pick<Dataset, 'hash'>, name: string): void {
  if (hash === document.dataHash) return;
  throw new CheckpointError(
    'changed',
    `The data of ${name} is not what the run began with (its SHA-256 differs); restore ${document.dataset} or begin anew in another folder.`,
  );
}

/** The same value with the keys of objects in order. */
function sorted(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** @throws {CheckpointError} `disk-full`, `permission` */
export function writeRunDocument(folder: string, document: RunDocument): void {
  replaceFile(join(folder, 'run.json'), `${JSON.stringify(document, null, 2)}\n`);
}

/** @throws {CheckpointError} `missing`, `corrupt`, `unsupported-format` for a version that is not known */
export function readRunDocument(folder: string): RunDocument {
  const name = `run.json of ${basename(folder)}`;
  const text = accessing(name, () => readFileSync(join(folder, 'run.json'), 'utf8'));
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (error) {
    throw unusable('corrupt', `${name} is no JSON (${messageOf(error)})`);
  }
  const schema = isObject(json) ? json['schema'] : undefined;
  if (typeof schema !== 'string' || !schema.startsWith('morphoscope/run@')) {
    throw unusable('corrupt', `${name} is no record of a training`);
  }
  if (schema !== RUN_SCHEMA) {
    throw new CheckpointError(
      'unsupported-format',
      `${name} is ${schema}, and this Morphoscope knows ${RUN_SCHEMA} only; update Morphoscope.`,
    );
  }
  const document = json as RunDocument;
  const lacking = [...DECIDING, 'dataset', 'dataOptions', 'split', 'keep', 'checkpoints', 'task'].filter(
    (field) => !(field in document),
  );
  if (lacking.length > 0) throw unusable('corrupt', `${name} lacks ${lacking.join(', ')}`);
  return document;
}

function unusable(reason: CheckpointError['reason'], what: string): CheckpointError {
  return new CheckpointError(reason, `${what}; begin the run anew in another folder.`);
}
