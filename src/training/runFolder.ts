import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import { accessing } from '../checkpoint/head.js';
import { KerasImage } from '../checkpoint/kerasImage.js';
import { makeFolder, replaceFile } from '../checkpoint/replaceFile.js';
import { denseChain, type OptimizerState, type WrittenModel } from '../checkpoint/writtenModel.js';
import { CheckpointError } from '../network/failure.js';
import { epochFile } from './keptEpochs.js';
import { metricsCsv, type MetricsRow } from './metrics.js';
import {
  assertSameRun,
  configurationHash,
  readRunDocument,
  runDocument,
  writeRunDocument,
  type RunDocument,
  type RunPlan,
} from './runDocument.js';
import { decodeState, encodeState, type SavedState } from './stateFile.js';
import { writtenLoss } from './tensorflow/losses.js';
import type { TrainerState } from './trainer.js';

/** What a training goes on from (`stateFile.ts`). */
export const STATE = 'state.bin';

/**
 * Epochs of one save that are flushed to the disk one by one. Where there are more, they took a moment to train, less than
 * flushing them would: should a power cut take them, so will it to train them again.
 */
export const MOST_FLUSHED = 3;

/** The weights of one epoch that is kept, with the optimizer's state. */
export interface EpochWeights extends OptimizerState {
  readonly epoch: number;
  readonly parameters: Float32Array;
}

/** What a trainer has done since it last said so. */
export interface Progress {
  /** Epochs to keep. */
  readonly epochs: readonly EpochWeights[];
  /** Of all epochs so far. */
  readonly rows: readonly MetricsRow[];
  /** After the last of `rows`; null to leave the stored one. */
  readonly state: TrainerState | null;
}

/**
 * The folder of one network's training: `run.json`, `metrics.csv`, `epoch-0007.h5`, `state.bin`. Every file is replaced
 * whole, in an order in which an end at any moment leaves a run that can be resumed: what `state.bin` counts as done is on
 * the disk before it. Not safe for two writers: take the run's lock first.
 */
export class RunFolder {
  private constructor(
    readonly path: string,
    private current: RunDocument,
    private readonly image: KerasImage,
    /** How the network is written. */
    readonly model: WrittenModel,
  ) {}

  /**
   * Begins a run.
   * @throws {CheckpointError} `usage` when the folder holds a run already; `permission`, `disk-full`
   */
  static async start(path: string, plan: RunPlan): Promise<RunFolder> {
    makeFolder(path);
    assertNoRun(path);
    const folder = await RunFolder.open(path, runDocument(plan), plan.tensorflow?.written);
    folder.writeDocument(folder.current);
    return folder;
  }

  /**
   * Goes on with a run.
   * @param plan what is to be trained; null to take everything from `run.json`, when the caller calls `assertSameData`
   * @returns the state to restore; null when none was saved yet, or a power cut took epochs before it, and the run begins at
   *   its beginning
   * @throws {CheckpointError} `usage` for another configuration, `changed` for other data, and what damaged files give
   */
  static async resume(
    path: string,
    plan: RunPlan | null,
  ): Promise<{ readonly folder: RunFolder; readonly saved: SavedState | null }> {
    const document = readRunDocument(path);
    if (plan !== null) assertSameRun(document, runDocument(plan), basename(path));
    const saved = readState(path, configurationHash(document));
    const begun = { ...document, status: 'running', note: null } as const;
    const folder = await RunFolder.open(path, begun, plan?.tensorflow?.written);
    return { folder, saved: folder.isCut() ? null : saved };
  }

  private static async open(
    path: string,
    document: RunDocument,
    model: WrittenModel = modelOf(document),
  ): Promise<RunFolder> {
    const { optimizer, tensorflow } = document;
    const loss = tensorflow === undefined ? undefined : writtenLoss(tensorflow.loss);
    return new RunFolder(path, document, await KerasImage.create(model, optimizer, loss), model);
  }

  get document(): RunDocument {
    return this.current;
  }

  /** @throws {CheckpointError} `disk-full`, `permission`; what was saved before stays whole */
  save({ epochs, rows, state }: Progress): void {
    const flush = epochs.length <= MOST_FLUSHED;
    for (const { epoch, parameters, steps, moments } of epochs) {
      replaceFile(join(this.path, epochFile(epoch)), this.image.bytes(parameters, { steps, moments }), flush);
    }
    this.list(epochs.map(({ epoch }) => epoch));
    replaceFile(join(this.path, 'metrics.csv'), metricsCsv(this.current.task, rows));
    if (state === null) return;
    const configuration = configurationHash(this.current);
    replaceFile(join(this.path, STATE), encodeState({ state, rows, configuration }));
  }

  /** @param note one sentence where the end needs one: at which epoch the loss became NaN */
  end(status: Exclude<RunDocument['status'], 'running'>, note: string | null = null): void {
    this.writeDocument({ ...this.current, status, note });
  }

  /** Whether an epoch is there but not whole. One that somebody removed is not missed. */
  private isCut(): boolean {
    return this.current.checkpoints.some(({ file }) => {
      const size = statSync(join(this.path, file), { throwIfNoEntry: false })?.size;
      return size !== undefined && size !== this.image.byteLength;
    });
  }

  private list(epochs: readonly number[]): void {
    const listed = new Set([...this.current.checkpoints.map(({ epoch }) => epoch), ...epochs]);
    if (listed.size === this.current.checkpoints.length) return;
    const checkpoints = [...listed].sort((a, b) => a - b).map((epoch) => ({ epoch, file: epochFile(epoch) }));
    this.writeDocument({ ...this.current, checkpoints });
  }

  private writeDocument(document: RunDocument): void {
    writeRunDocument(this.path, document);
    this.current = document;
  }
}

/** The network of the settings, as it is written: ReLU layers and one linear output. */
export function modelOf({ features, layers }: Pick<RunDocument, 'features' | 'layers'>): WrittenModel {
  return denseChain(features, [...layers, 1]);
}

/** @throws {CheckpointError} `usage` when the folder holds a run */
export function assertNoRun(folder: string): void {
  const taken = readdirSync(folder).find((name) => name === 'run.json' || /^epoch-\d+\.h5$/.test(name));
  if (taken === undefined) return;
  throw new CheckpointError(
    'usage',
    `${basename(folder)} holds a run already (${taken}); resume it or choose another folder.`,
  );
}

/**
 * What was saved last of one network's training; null when nothing was.
 * @param configuration of the run, which the state must be of
 * @throws {CheckpointError} `usage` for a state of another run, and what a damaged one gives
 */
export function readState(folder: string, configuration: string): SavedState | null {
  const name = `${STATE} of ${basename(folder)}`;
  const path = join(folder, STATE);
  if (!existsSync(path)) return null;
  const bytes = accessing(name, () => readFileSync(path));
  const saved = decodeState(bytes, name);
  if (saved.configuration === configuration) return saved;
  throw new CheckpointError(
    'usage',
    `${name} is of another configuration than run.json says; restore run.json, or begin anew in another folder.`,
  );
}
