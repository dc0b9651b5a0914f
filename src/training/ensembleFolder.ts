import { existsSync, readFileSync, rmSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import { accessing } from '../checkpoint/head.js';
import { KerasImage } from '../checkpoint/kerasImage.js';
import { makeFolder, replaceFile } from '../checkpoint/replaceFile.js';
import { networkFolder, networkSeeds, type EnsembleNetwork } from './ensemble.js';
import { parseSummary, summaryCsv } from './ensembleSummary.js';
import { epochFile } from './keptEpochs.js';
import {
  assertSameRun,
  configurationHash,
  readRunDocument,
  runDocument,
  writeRunDocument,
  type RunDocument,
  type RunPlan,
} from './runDocument.js';
import { assertNoRun, modelOf, readState, STATE, type EpochWeights } from './runFolder.js';
import { encodeState } from './stateFile.js';
import type { TrainerState } from './trainer.js';

const SUMMARY = 'summary.csv';

/** A network in work, between two epochs. */
export interface NetworkState {
  readonly network: number;
  readonly state: TrainerState;
  /** Of the epoch the state is after. */
  readonly loss: number;
}

/** What an ensemble has done so far. */
export interface SavedEnsemble {
  readonly networks: readonly EnsembleNetwork[];
  /** Of networks that are not done. */
  readonly states: readonly NetworkState[];
}

/**
 * The folder of an ensemble: `run.json`, `summary.csv` with a row for each network that is done, and for each network a
 * folder with its kept epochs, and `state.bin` while it is in work. As in `RunFolder`, an end at any moment leaves what can
 * be resumed: a network's row is written after its weights, and its state goes after its row came.
 */
export class EnsembleFolder {
  /** Seeds of all networks. */
  readonly seeds: readonly number[];

  private constructor(
    readonly path: string,
    private current: RunDocument,
    networks: number,
    private readonly image: KerasImage,
  ) {
    this.seeds = networkSeeds(current.seed, networks);
  }

  /**
   * Begins an ensemble.
   * @throws {CheckpointError} `usage` when the folder holds a run already; `permission`, `disk-full`
   */
  static async start(path: string, plan: RunPlan, networks: number): Promise<EnsembleFolder> {
    makeFolder(path);
    assertNoRun(path);
    const folder = await EnsembleFolder.open(path, { ...runDocument(plan), networks }, networks);
    folder.writeDocument(folder.current);
    return folder;
  }

  /**
   * Goes on with an ensemble.
   * @throws {CheckpointError} `usage` for another configuration, `changed` for other data, and what damaged files give
   */
  static async resume(
    path: string,
    plan: RunPlan,
    networks: number,
  ): Promise<{ readonly folder: EnsembleFolder; readonly saved: SavedEnsemble }> {
    const document = readRunDocument(path);
    assertSameRun(document, { ...runDocument(plan), networks }, basename(path));
    const folder = await EnsembleFolder.open(path, { ...document, status: 'running', note: null }, networks);
    // A row outlives its weights where somebody removed them, or a power cut did.
    const done = folder.readSummary().filter((network) => folder.isWhole(network));
    return { folder, saved: { networks: done, states: folder.readStates(done) } };
  }

  private static async open(path: string, document: RunDocument, networks: number): Promise<EnsembleFolder> {
    return new EnsembleFolder(path, document, networks, await KerasImage.create(modelOf(document), document.optimizer));
  }

  /**
   * @param flush whether a power cut must not take it (`MOST_FLUSHED`)
   * @throws {CheckpointError} `disk-full`, `permission`; what was saved before stays whole
   */
  saveEpoch(network: number, { epoch, parameters, steps, moments }: EpochWeights, flush: boolean): void {
    const folder = this.folderOf(network);
    makeFolder(folder);
    replaceFile(join(folder, epochFile(epoch)), this.image.bytes(parameters, { steps, moments }), flush);
  }

  /** Of a network whose epochs up to this one are saved. */
  saveState({ network, state, loss }: NetworkState): void {
    const row = { epoch: state.epoch, loss, score: null, valLoss: NaN, valScore: null };
    const configuration = this.configurationOf(network);
    replaceFile(join(this.folderOf(network), STATE), encodeState({ state, rows: [row], configuration }));
  }

  /** @param networks all that are done, whose epochs are saved; @param newly those that were not in the summary before */
  saveSummary(networks: readonly EnsembleNetwork[], newly: readonly EnsembleNetwork[]): void {
    replaceFile(join(this.path, SUMMARY), summaryCsv(this.current.task, networks));
    for (const { network } of newly) rmSync(join(this.folderOf(network), STATE), { force: true });
  }

  /** @param note one sentence where the end needs one */
  end(status: 'finished' | 'stopped', note: string | null = null): void {
    this.writeDocument({ ...this.current, status, note });
  }

  private readSummary(): readonly EnsembleNetwork[] {
    const path = join(this.path, SUMMARY);
    if (!existsSync(path)) return [];
    const name = `${SUMMARY} of ${basename(this.path)}`;
    const text = accessing(name, () => readFileSync(path, 'utf8'));
    return parseSummary(text, this.current.task, this.seeds, name);
  }

  private isWhole({ network, epochs }: EnsembleNetwork): boolean {
    return [0, epochs].every((epoch) => {
      const path = join(this.folderOf(network), epochFile(epoch));
      return statSync(path, { throwIfNoEntry: false })?.size === this.image.byteLength;
    });
  }

  private readStates(done: readonly EnsembleNetwork[]): readonly NetworkState[] {
    const finished = new Set(done.map(({ network }) => network));
    return this.seeds.flatMap((_, network) => {
      if (finished.has(network)) {
        // Left by an end between its row and this.
        rmSync(join(this.folderOf(network), STATE), { force: true });
        return [];
      }
      const saved = readState(this.folderOf(network), this.configurationOf(network));
      return saved === null ? [] : [{ network, state: saved.state, loss: saved.rows.at(-1)?.loss ?? NaN }];
    });
  }

  private configurationOf(network: number): string {
    return configurationHash({ ...this.current, seed: this.seeds[network] ?? NaN });
  }

  private folderOf(network: number): string {
    return join(this.path, networkFolder(network));
  }

  private writeDocument(document: RunDocument): void {
    writeRunDocument(this.path, document);
    this.current = document;
  }
}
