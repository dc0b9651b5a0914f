import { evaluate, explained, variance } from '../training/accuracy.js';
import type { MetricsRow } from '../training/metrics.js';
import type { EpochWeights } from '../training/runFolder.js';
import type { Dataset } from '../training/settings.js';
import type { EpochTrainer, Trainer } from '../training/trainer.js';
import type { TrainerEnd } from './trainMessages.js';

/** Where a trainer's epochs go. */
export interface EpochSink {
  /** @param weights null for an epoch that is not kept */
  epoch(row: MetricsRow, weights: EpochWeights | null): void;
  /** Everything up to the trainer's epoch was handed over: others may now read its state. */
  publish(): void;
  isCancelled(): boolean;
}

/**
 * The row of the trainer's epoch; null when cancelled.
 * @param loss of the epoch's batches; null before training, when the training split is passed
 */
export type Measure = (loss: number | null) => MetricsRow | null;

/**
 * Trains up to the last epoch. A loss that is no finite number ends it: of that epoch only the row is handed over, and the
 * state published last is that of the epoch before.
 * @param kept epochs whose weights are handed over
 */
export function trainEpochs(
  trainer: EpochTrainer,
  epochs: number,
  kept: ReadonlySet<number>,
  sink: EpochSink,
  measure: Measure,
): TrainerEnd {
  if (trainer.epoch === 0) {
    const row = measure(null);
    if (row === null) return 'stopped';
    sink.epoch(row, weightsOf(trainer));
  }
  sink.publish();
  while (trainer.epoch < epochs) {
    const loss = trainer.step(() => sink.isCancelled());
    if (loss === null) return 'stopped';
    const row = measure(loss);
    // The state handed over last is that of the epoch before.
    if (row === null) return 'stopped';
    if (!Number.isFinite(row.loss) || !Number.isFinite(row.valLoss)) {
      sink.epoch(row, null);
      return 'diverged';
    }
    sink.epoch(row, kept.has(trainer.epoch) ? weightsOf(trainer) : null);
    sink.publish();
  }
  return 'finished';
}

/**
 * Measures an epoch: on the training split what its batches told, which costs nothing, on the test split by a pass of its own.
 * @returns to be called with the loss of the epoch's batches; before training with null, when the training split is passed
 */
export function measurer(trainer: Trainer, { task, train, test }: Dataset): Measure {
  const targetVariance = variance(train.y);
  const training = (loss: number | null): Pick<MetricsRow, 'loss' | 'score'> => {
    if (loss === null) return evaluate(task, trainer.predict(train), train.y);
    return { loss, score: task === 'labels' ? trainer.hits / train.count : explained(loss, targetVariance) };
  };
  return (loss) => {
    const testing = evaluate(task, trainer.predict(test), test.y);
    return { epoch: trainer.epoch, ...training(loss), valLoss: testing.loss, valScore: testing.score };
  };
}

function weightsOf(trainer: EpochTrainer): EpochWeights {
  const { epoch, steps, parameters, moments } = trainer.state();
  return { epoch, steps, parameters, moments };
}
