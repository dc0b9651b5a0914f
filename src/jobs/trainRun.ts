import { existsSync } from 'node:fs';
import { CheckpointError, throwIfCancelled } from '../network/failure.js';
import type { EnsembleParams, EnsembleProgress, EnsembleResult } from '../protocol/ensemble.js';
import type {
  DataPlace,
  DownloadProgress,
  ExportedModel,
  StoredRun,
  TrainParams,
  TrainProgress,
  TrainResult,
  TrainingOptions,
} from '../protocol/training.js';
import type { TrainingWorker } from '../protocol/trainingWorker.js';
import { acquireRunLock } from '../training/runLock.js';
import { removeEmpty } from './removeEmpty.js';
import { startThread, type ThreadPeer } from './threadPeer.js';

export interface TrainOptions<Progress = TrainProgress> {
  /** Aborted: the training ends within a batch, saves, and the result says `stopped`. */
  readonly signal?: AbortSignal | undefined;
  /** At most ten times a second. */
  readonly onProgress?: ((progress: Progress) => void) | undefined;
  /** The folder is there, and is this training's. */
  readonly onLocked?: (() => void) | undefined;
}

export interface FindDataOptions {
  /** Asked before anything is fetched; null where nobody can be asked. */
  readonly consent: ((question: string) => Promise<boolean>) | null;
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: ((progress: DownloadProgress) => void) | undefined;
}

/** One training, seen from the thread that shows it: all work and all reading is done in threads of its own. */
export class TrainRun {
  private readonly thread: ThreadPeer<TrainingWorker>;

  /** @param script absolute path of the bundle `training.mjs` */
  constructor(script: string) {
    this.thread = startThread(script, (why) => `The training stopped unexpectedly (${why}); resume it.`);
  }

  /** What can be chosen on this machine. */
  choices(): Promise<TrainingOptions> {
    return this.thread.peer.call('choices', {});
  }

  /** Writes the weights saved last as a TensorFlow.js model. @throws {CheckpointError} as `TrainingWorker.exportTfjs` */
  exportTfjs(folder: string, version: string): Promise<ExportedModel> {
    return this.thread.peer.call('exportTfjs', { folder, version });
  }

  /** What a folder's run was begun with. @throws {CheckpointError} `missing`, `corrupt`, `unsupported-format` */
  stored(folder: string): Promise<StoredRun> {
    return this.thread.peer.call('stored', { folder });
  }

  /**
   * The paths of a data set's original files, downloaded if the user agrees.
   * @throws {CheckpointError} `missing` with the files that are needed, and what the download gives
   */
  async findData(place: DataPlace, { consent, signal, onProgress }: FindDataOptions): Promise<readonly string[]> {
    const located = await this.thread.peer.call('locate', place, { signal });
    if (located.kind === 'found') return located.files;
    if (consent === null || !(await consent(located.question))) throw new CheckpointError('missing', located.refusal);
    const { dataset, cache } = place;
    return this.thread.peer.call(
      'download',
      { dataset, cache },
      { signal, onProgress: (value) => onProgress?.(value as DownloadProgress) },
    );
  }

  /**
   * Trains one network into a folder, which is locked as long.
   * @throws {CheckpointError} `in-use` when another training is at work there, and all that `TrainingWorker.train` says
   */
  train(params: TrainParams, { onProgress, ...options }: TrainOptions): Promise<TrainResult> {
    return this.inFolder(params.folder, options, () =>
      this.thread.peer.call('train', params, { onProgress: (value) => onProgress?.(value as TrainProgress) }),
    );
  }

  /**
   * Trains many networks, on as many threads as are asked for, into a folder, which is locked as long.
   * @throws {CheckpointError} as `train`
   */
  trainEnsemble(
    params: EnsembleParams,
    { onProgress, ...options }: TrainOptions<EnsembleProgress>,
  ): Promise<EnsembleResult> {
    return this.inFolder(params.folder, options, () =>
      this.thread.peer.call('trainEnsemble', params, {
        onProgress: (value) => onProgress?.(value as EnsembleProgress),
      }),
    );
  }

  /** Holds the folder's lock while a training is at work there. */
  private async inFolder<T>(
    folder: string,
    { signal, onLocked }: Pick<TrainOptions, 'signal' | 'onLocked'>,
    training: () => Promise<T>,
  ): Promise<T> {
    throwIfCancelled(signal);
    const isNew = !existsSync(folder);
    const lock = acquireRunLock(folder);
    const stop = (): void => this.thread.peer.notify('stop', {});
    signal?.addEventListener('abort', stop, { once: true });
    try {
      onLocked?.();
      return await training();
    } finally {
      signal?.removeEventListener('abort', stop);
      // The lock outlives the last that may write.
      await this.dispose();
      lock.release();
      // A training that never began leaves no folder behind.
      if (isNew) removeEmpty(folder);
    }
  }

  dispose(): Promise<void> {
    return this.thread.end();
  }
}
