import { randomUUID } from 'node:crypto';
import type { TrainingView } from '../protocol/panel.js';
import type { TrainParams, TrainProgress, TrainResult } from '../protocol/training.js';
import { isAtWork } from './trainingView.js';
import type { TrainRun } from './trainRun.js';

const PREPARING: TrainingView = {
  status: 'preparing',
  epoch: null,
  epochs: null,
  loss: null,
  score: null,
  effort: null,
  note: null,
  id: null,
};

/** A training as it is shown: where it stands, told at every change, and how it is stopped. */
export class LiveTraining {
  private readonly abort = new AbortController();
  private current: TrainingView = { ...PREPARING, id: randomUUID() };
  private begun: { readonly at: number; readonly epoch: number } | null = null;

  /** @param run is used up by it */
  constructor(
    private readonly run: TrainRun,
    private readonly params: TrainParams,
    private readonly onChange: () => void,
  ) {}

  /** Absolute path. */
  get folder(): string {
    return this.params.folder;
  }

  get view(): TrainingView {
    return this.current;
  }

  get isAtWork(): boolean {
    return isAtWork(this.current.status);
  }

  /**
   * Trains to the end, or until it is stopped.
   * @param onLocked the folder is there, and is this training's
   * @throws {CheckpointError} as `TrainRun.train`
   */
  async train(onLocked: () => void): Promise<TrainResult> {
    const { signal } = this.abort;
    try {
      const result = await this.run.train(this.params, { signal, onLocked, onProgress: (now) => this.progress(now) });
      const { status, epoch, epochs, loss, score, scoreName, seconds, trained, notes } = result;
      this.change({
        status,
        epoch,
        epochs,
        loss: Number.isFinite(loss) ? loss : null,
        score: score === null ? null : { name: scoreName, value: score },
        effort: { trained, seconds },
        note: notes.length === 0 ? null : notes.join(' '),
      });
      return result;
    } catch (error) {
      this.change({ status: 'stopped', note: null });
      throw error;
    } finally {
      await this.run.dispose();
    }
  }

  /** It ends within a batch, with everything saved. */
  stop(): void {
    if (!this.isAtWork) return;
    this.change({ status: 'stopping' });
    this.abort.abort();
  }

  private progress({ epoch, epochs, loss, score, scoreName }: TrainProgress): void {
    this.begun ??= { at: performance.now(), epoch };
    this.change({
      status: this.abort.signal.aborted ? 'stopping' : 'training',
      epoch,
      epochs,
      loss: Number.isFinite(loss) ? loss : null,
      score: score === null ? null : { name: scoreName, value: score },
      effort: { trained: epoch - this.begun.epoch, seconds: (performance.now() - this.begun.at) / 1000 },
    });
  }

  private change(part: Partial<TrainingView>): void {
    this.current = { ...this.current, ...part };
    this.onChange();
  }
}
