import type { EnsembleNetwork } from '../training/ensemble.js';
import { evaluate, meanSquaredError } from '../training/accuracy.js';
import { initialState } from '../training/initialize.js';
import type { EpochWeights } from '../training/runFolder.js';
import type { Dataset, NetworkSettings } from '../training/settings.js';
import type { Trainer, TrainerState } from '../training/trainer.js';
import type { NetworkTask } from './ensembleMessages.js';

/** Where the epochs of an ensemble's network go. */
export interface NetworkSink {
  /** Before the first of the others. @param state of the shape that will be published */
  begun(state: TrainerState): void;
  /** Weights to keep. */
  keep(weights: EpochWeights): void;
  /** Others may now read the trainer's state. @param trained whether the epoch was trained, not restored */
  publish(loss: number, trained: boolean): void;
  /** The state published last. */
  published(): TrainerState | null;
  isCancelled(): boolean;
}

/**
 * Trains one network of an ensemble up to its last epoch; only its ends are measured. A loss or a parameter that is no
 * finite number ends it, and the network is what it was before that epoch.
 * @param settings of the network: those of the ensemble with its own seed
 * @param kept epochs whose weights are handed over; those it ends with always are
 * @returns null when it was cancelled; the state published last is then that of its last whole epoch
 */
export function trainNetwork(
  trainer: Trainer,
  data: Dataset,
  settings: NetworkSettings,
  { network, start }: Pick<NetworkTask, 'network' | 'start'>,
  kept: ReadonlySet<number>,
  sink: NetworkSink,
): EnsembleNetwork | null {
  const initial = initialState(settings, data.features, data.train.count);
  trainer.restore(initial);
  const liveAtInit = trainer.liveNodes(data.train);
  sink.begun(initial);
  if (start === null) sink.keep(weightsOf(initial));
  else trainer.restore(start.state);
  let loss = start?.loss ?? meanSquaredError(trainer.predict(data.train), data.train.y);
  sink.publish(loss, false);
  let status: EnsembleNetwork['status'] = 'finished';
  while (trainer.epoch < settings.epochs) {
    const next = trainer.step(() => sink.isCancelled());
    if (next === null) return null;
    if (!Number.isFinite(next) || !trainer.parameters().every(Number.isFinite)) {
      status = 'diverged';
      trainer.restore(sink.published() ?? initial);
      break;
    }
    loss = next;
    if (kept.has(trainer.epoch) && trainer.epoch < settings.epochs) sink.keep(weightsOf(trainer.state()));
    sink.publish(loss, true);
  }
  if (trainer.epoch > 0) sink.keep(weightsOf(trainer.state()));
  const training = evaluate(data.task, trainer.predict(data.train), data.train.y);
  const testing = evaluate(data.task, trainer.predict(data.test), data.test.y);
  return {
    network,
    seed: settings.seed,
    status,
    epochs: trainer.epoch,
    loss,
    valLoss: testing.loss,
    score: training.score,
    valScore: testing.score,
    liveAtInit,
    liveAtEnd: trainer.liveNodes(data.train),
  };
}

function weightsOf({ epoch, steps, parameters, moments }: TrainerState): EpochWeights {
  return { epoch, steps, parameters, moments };
}
