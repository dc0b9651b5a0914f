import type { MetricsRow } from '../training/metrics.js';
import type { EpochWeights, RunFolder } from '../training/runFolder.js';
import type { TrainerState } from '../training/trainer.js';
import type { TrainControl } from './trainControl.js';

/** Collects what the trainer hands over and writes it, so that the state on the disk never counts more than is there. */
export class RunWriter {
  private waiting: EpochWeights[] = [];
  private saved: TrainerState | null = null;

  /** @param rows of the epochs before, for a resumed run */
  constructor(
    private readonly folder: RunFolder,
    private readonly control: TrainControl,
    private readonly rows: MetricsRow[],
  ) {}

  get lastRow(): MetricsRow | undefined {
    return this.rows.at(-1);
  }

  /** The state on the disk. */
  get state(): TrainerState | null {
    return this.saved;
  }

  take(row: MetricsRow, weights: EpochWeights | null): void {
    this.rows.push(row);
    if (weights !== null) this.waiting.push(weights);
  }

  /** @param state read before the last `take`, whose rows up to its epoch were therefore taken; null when there is none */
  save(state: TrainerState | null): void {
    const epochs = this.waiting;
    if (state === null || (state.epoch === this.saved?.epoch && epochs.length === 0)) return;
    this.folder.save({ epochs, rows: this.rows.slice(0, state.epoch + 1), state });
    this.saved = state;
    this.waiting = [];
    for (const weights of epochs) this.control.written(weightBytes(weights));
  }

  /** All rows, also that of an epoch whose state is not kept because its loss was no number. */
  saveRows(): void {
    this.folder.save({ epochs: [], rows: this.rows, state: null });
  }
}

export function weightBytes({ parameters, moments }: EpochWeights): number {
  return [parameters, ...moments].reduce((sum, { byteLength }) => sum + byteLength, 0);
}
