import { randomUUID } from 'node:crypto';
import type { TrainingView } from '../protocol/panel.js';
import type { EnsembleParams, EnsembleProgress } from '../protocol/ensemble.js';
import type { TrainParams, TrainProgress } from '../protocol/training.js';
import { isAtWork } from './trainingView.js';
import type { TrainOptions, TrainRun } from './trainRun.js';

/** One network, or an ensemble of them. */
export type TrainingOrder =
  | { readonly unit: 'epoch'; readonly params: TrainParams }
  | { readonly unit: 'network'; readonly params: EnsembleParams };

/** How a training ended. */
export type TrainingEnd = Pick<TrainingView, 'status' | 'unit' | 'done' | 'total'> & {
  /** Sentences for the user. */
  readonly notes: readonly string[];
};

const PREPARING = {
  status: 'preparing',
  done: null,
  total: null,
  loss: null,
  score: null,
  effort: null,
  note: null,
} as const;

/** A training as it is shown: where it stands, told at every change, and how it is stopped. */
export class LiveTraining {
  private readonly abort = new AbortController();
  private current: TrainingView;
  private begun: { readonly at: number; readonly epoch: number } | null = null;

  /** @param run is used up by it */
  constructor(
    private readonly run: TrainRun,
    private readonly order: TrainingOrder,
    private readonly onChange: () => void,
  ) {
    this.current = { ...PREPARING, unit: order.unit, id: randomUUID() };
  }

  /** Absolute path. */
  get folder(): string {
    return this.order.params.folder;
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
  async train(onLocked: () => void): Promise<TrainingEnd> {
    const { order } = this;
    const options = { signal: this.abort.signal, onLocked };
    try {
      const notes =
        order.unit === 'epoch'
          ? await this.trainOne(order.params, options)
          : await this.trainMany(order.params, options);
      this.change({ note: noteOf(notes) });
      const { status, unit, done, total } = this.current;
      return { status, unit, done, total, notes };
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

  private async trainOne(params: TrainParams, options: TrainOptions): Promise<readonly string[]> {
    const onProgress = (now: TrainProgress): void => {
      this.begun ??= { at: performance.now(), epoch: now.epoch };
      const seconds = (performance.now() - this.begun.at) / 1000;
      this.change({
        ...this.working,
        ...stand(now),
        note: noteOf(now.notes),
        effort: { trained: now.epoch - this.begun.epoch, seconds },
      });
    };
    const result = await this.run.train(params, { ...options, onProgress });
    const { status, trained, seconds, notes } = result;
    this.change({ status, ...stand(result), effort: { trained, seconds } });
    return notes;
  }

  private async trainMany(params: EnsembleParams, options: TrainOptions): Promise<readonly string[]> {
    const started = performance.now();
    const onProgress = ({ done, networks }: EnsembleProgress): void =>
      this.change({
        ...this.working,
        done,
        total: networks,
        effort: { trained: done, seconds: (performance.now() - started) / 1000 },
      });
    const { signal, onLocked } = options;
    const result = await this.run.trainEnsemble(params, { signal, onLocked, onProgress });
    const { status, done, networks, seconds, diverged, notes } = result;
    this.change({ status, done, total: networks, effort: { trained: done, seconds } });
    return diverged === 0 ? notes : [...notes, `${diverged} of them diverged.`];
  }

  private get working(): Pick<TrainingView, 'status'> {
    return { status: this.abort.signal.aborted ? 'stopping' : 'training' };
  }

  private change(part: Partial<TrainingView>): void {
    this.current = { ...this.current, ...part };
    this.onChange();
  }
}

function stand({ epoch, epochs, loss, score, scoreName }: TrainProgress) {
  return {
    done: epoch,
    total: epochs,
    loss: Number.isFinite(loss) ? loss : null,
    score: score === null ? null : { name: scoreName, value: score },
  };
}

function noteOf(notes: readonly string[]): string | null {
  return notes.length === 0 ? null : notes.join(' ');
}
