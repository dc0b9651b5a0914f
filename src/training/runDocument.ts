import { createHash } from 'node:crypto';
import { basename, join } from 'node:path';
import { readFileSync, statSync } from 'node:fs';
import { accessing } from '../checkpoint/head.js';
import { replaceFile } from '../checkpoint/replaceFile.js';
import type { WrittenModel } from '../checkpoint/writtenModel.js';
import { CheckpointError, messageOf } from '../network/failure.js';
import { isObject } from '../network/json.js';
import type { LoadOptions } from './datasets/source.js';
import type { Keep } from './keptEpochs.js';
import type { Dataset, Initialization, KernelMode, NetworkSettings, Optimizer, TrainedOptimizer } from './settings.js';
import { wrongFields } from './runDocumentCheck.js';
import type { Loss } from './tensorflow/losses.js';

export const RUN_SCHEMA = 'morphoscope/run@1';
/** A hundred thousand kept epochs need a tenth of it. */
const MOST_BYTES = 64 * 2 ** 20;

/** Which program trained: the kernel, the float64 reference where SIMD is missing, or TensorFlow.js. */
export type Engine = 'kernel' | 'reference' | 'tfjs';

/** Of a run that TensorFlow.js trained. */
export interface TensorflowRun {
  /** `wasm`, `cpu`, or `tfjs-node`. */
  readonly backend: string;
  readonly loss: Loss;
  /** The user's model it began with, and the SHA-256 of its configuration and weights; null for a network of `layers`. */
  readonly model: { readonly path: string; readonly hash: string } | null;
}

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
  readonly optimizer: TrainedOptimizer;
  readonly batch: number;
  readonly epochs: number;
  readonly seed: number;
  readonly engine: Engine;
  readonly mode: KernelMode;
  /** What TensorFlow.js trained, and with what; left out for other engines. */
  readonly tensorflow?: TensorflowRun;
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
  /** What the engine found out about its model; null or left out for other engines. */
  readonly tensorflow?: {
    readonly run: TensorflowRun;
    readonly optimizer: TrainedOptimizer;
    /** How the network is written. */
    readonly written: WrittenModel;
  } | null;
  readonly keep: Keep;
  /** Of Morphoscope. */
  readonly version: string;
}

export function runDocument(plan: RunPlan): RunDocument {
  const { dataset, dataFolder, dataOptions, data, settings, engine, mode, tensorflow, keep, version } = plan;
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
    ...(tensorflow == null ? {} : { optimizer: tensorflow.optimizer }),
    engine,
    mode,
    ...(tensorflow == null ? {} : { tensorflow: tensorflow.run }),
    keep,
    versions: { node: process.versions.node, v8: process.versions.v8 },
    status: 'running',
    note: null,
    checkpoints: [],
  };
}

export function settingsOf({ layers, init, zeroBias, optimizer, batch, epochs, seed }: RunDocument): NetworkSettings {
  // What only TensorFlow.js trains with it takes from the document itself.
  const plain: Optimizer =
    optimizer.kind === 'keras' ? { kind: 'adam', rate: optimizer.config.learning_rate } : optimizer;
  return { hidden: layers, init, zeroBias, optimizer: plain, batch, epochs, seed };
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
    .update(JSON.stringify(deciding(document).map(([, value]) => sorted(value))))
    .digest('hex');
}

/** The deciding fields in which two runs differ. */
function differences(a: RunDocument, b: RunDocument): readonly string[] {
  const all = (document: RunDocument) => [...deciding(document), ['networks', document.networks] as const];
  const others = new Map(all(b));
  const same = (one: unknown, other: unknown): boolean => JSON.stringify(sorted(one)) === JSON.stringify(sorted(other));
  return all(a).flatMap(([field, value]) => (same(value, others.get(field)) ? [] : [field]));
}

/** What decides the weights, by name. On which backend they were computed changes their last digits only. */
function deciding(document: RunDocument): readonly (readonly [string, unknown])[] {
  const { tensorflow } = document;
  const fields = DECIDING.map((field) => [field, document[field]] as const);
  if (tensorflow === undefined) return fields;
  return [...fields, ['loss', tensorflow.loss], ['model', tensorflow.model?.hash ?? null]];
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
  const path = join(folder, 'run.json');
  const { size } = accessing(name, () => statSync(path));
  if (size > MOST_BYTES) throw unusable('too-large', `${name} is over ${MOST_BYTES / 2 ** 20} MiB`);
  const text = accessing(name, () => readFileSync(path, 'utf8'));
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
  const wrong = isObject(json) ? wrongFields(json) : [];
  if (wrong.length > 0) throw unusable('corrupt', `${name} lacks ${wrong.join(', ')}, or holds there what is none`);
  return json as RunDocument;
}

function unusable(reason: CheckpointError['reason'], what: string): CheckpointError {
  return new CheckpointError(reason, `${what}; begin the run anew in another folder.`);
}
