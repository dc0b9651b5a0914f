import { CheckpointError } from '../network/failure.js';
import type { KeptNetwork } from '../experiments/networkFile.js';
import { evaluate } from '../training/accuracy.js';
import { networkWidths } from '../training/denseLayers.js';
import type { Dataset, NetworkSettings } from '../training/settings.js';
import type { Trainer } from '../training/trainer.js';
import { TrainerSnapshot } from '../training/trainerSnapshot.js';
import type { createTrainer } from './createTrainer.js';
import { trainNetwork } from './trainNetwork.js';

export interface SnapshotSink {
  isCancelled(): boolean;
  /** After each epoch. */
  epoch(epoch: number): void;
}

/**
 * Trains one network and measures it at its marks and at its end.
 * @param settings of the network, with its own seed
 * @returns null when it was cancelled
 * @throws {CheckpointError} `bad-data` for a network whose loss is no number before any training
 */
export function trainSnapshots(
  { trainer, publish }: Awaited<ReturnType<typeof createTrainer>>,
  data: Dataset,
  settings: NetworkSettings,
  marks: readonly number[],
  sink: SnapshotSink,
): KeptNetwork | null {
  const snapshots: Snapshot[] = [];
  let last: TrainerSnapshot | null = null;
  const result = trainNetwork(trainer, data, settings, { network: 0, start: null }, new Set(marks), {
    begun: (state) => (last = TrainerSnapshot.like(state)),
    keep: () => {
      // A network that diverged ends with the epoch before, which may have been a mark.
      if (snapshots.at(-1)?.epoch !== trainer.epoch) snapshots.push(measured(trainer, data));
    },
    publish(_, trained) {
      if (last !== null) publish(last);
      if (trained) sink.epoch(trainer.epoch);
    },
    published: () => last?.read() ?? null,
    isCancelled: () => sink.isCancelled(),
  });
  if (result === null) return null;
  // Weights are finite, but what they make of a sample may not be: then it diverged before.
  const whole = snapshots.findIndex(({ loss }) => !Number.isFinite(loss));
  if (whole === 0) {
    throw new CheckpointError('bad-data', 'Its loss is no finite number before any training; choose smaller weights.');
  }
  return {
    status: whole > 0 ? 'diverged' : result.status,
    widths: networkWidths(settings, data.features),
    snapshots: whole > 0 ? snapshots.slice(0, whole) : snapshots,
  };
}

type Snapshot = KeptNetwork['snapshots'][number];

/** What the trainer's network is now. */
function measured(trainer: Trainer, { task, train, test }: Dataset): Snapshot {
  const training = evaluate(task, trainer.predict(train), train.y);
  const testing = evaluate(task, trainer.predict(test), test.y);
  const layers = trainer.activity(train);
  return {
    epoch: trainer.epoch,
    loss: training.loss,
    score: finite(training.score),
    testScore: finite(testing.score),
    parameters: trainer.parameters(),
    live: layers.map(({ live }) => live),
    embeddingDimension: layers.map(({ simultaneous }) => simultaneous),
  };
}

function finite(value: number | null): number | null {
  return value !== null && Number.isFinite(value) ? value : null;
}
