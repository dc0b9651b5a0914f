import { existsSync } from 'node:fs';
import { throwIfCancelled } from '../network/failure.js';
import type {
  FigureOffer,
  KeptReproduction,
  ReproductionForecast,
  ReproductionParams,
  ReproductionProgress,
  ReproductionResult,
  ReproductionWorker,
} from '../protocol/reproduction.js';
import type { CallOptions } from '../protocol/rpc.js';
import type { Simulation, SimulationSettings } from '../protocol/simulation.js';
import { acquireRunLock } from '../training/runLock.js';
import { removeEmpty } from './removeEmpty.js';
import { startThread, type ThreadPeer } from './threadPeer.js';

export interface ReproduceOptions {
  /** Aborted: training ends within a batch, what is done is kept, and the result says `stopped`. */
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: ((progress: ReproductionProgress) => void) | undefined;
}

/** The thread that reproduces and simulates, seen from the one that shows it. Its methods throw what the worker's throw. */
export class ReproduceRun {
  private readonly thread: ThreadPeer<ReproductionWorker>;

  /** @param script absolute path of the bundle `reproduction.mjs` */
  constructor(script: string) {
    this.thread = startThread(
      script,
      (why) => `The reproduction stopped unexpectedly (${why}); go on with it, what was trained is kept.`,
    );
  }

  offer(): Promise<readonly FigureOffer[]> {
    return this.thread.peer.call('offer', {});
  }

  kept(out: string, store: string): Promise<KeptReproduction> {
    return this.thread.peer.call('kept', { out, store });
  }

  forecast(params: ReproductionParams, signal?: AbortSignal): Promise<ReproductionForecast> {
    return this.thread.peer.call('forecast', params, { signal });
  }

  /**
   * Reproduces into the folder of results, which is locked as long.
   * @throws {CheckpointError} `in-use` when another reproduction is at work there, and what the worker's throws
   */
  async reproduce(params: ReproductionParams, { signal, onProgress }: ReproduceOptions): Promise<ReproductionResult> {
    throwIfCancelled(signal);
    const { out } = params;
    const isNew = out !== null && !existsSync(out);
    const lock = out === null ? null : acquireRunLock(out);
    const stop = (): void => this.thread.peer.notify('stop', {});
    signal?.addEventListener('abort', stop, { once: true });
    try {
      return await this.thread.peer.call('reproduce', params, {
        onProgress: (value) => onProgress?.(value as ReproductionProgress),
      });
    } finally {
      signal?.removeEventListener('abort', stop);
      lock?.release();
      if (out !== null && isNew) removeEmpty(out);
    }
  }

  /** @param options progress: a number from 0 to 1 */
  simulate(settings: SimulationSettings, options: CallOptions): Promise<Simulation> {
    return this.thread.peer.call('simulate', settings, options);
  }

  dispose(): Promise<void> {
    return this.thread.end();
  }
}
