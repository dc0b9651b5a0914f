import { workerData, type MessagePort } from 'node:worker_threads';
import { dataSource } from '../training/datasets/registry.js';
import type { Dataset } from '../training/settings.js';
import { createTensorflowTrainer, type TensorflowFacts } from '../training/tensorflow/createTensorflowTrainer.js';
import type { EpochTrainer } from '../training/trainer.js';
import { TrainerSnapshot } from '../training/trainerSnapshot.js';
import { createTrainer, trainingError } from './createTrainer.js';
import { nativePlatform } from './nativePlatform.js';
import { TrainControl } from './trainControl.js';
import { measurer, trainEpochs, type EpochSink, type Measure } from './trainEpochs.js';
import { weightBytes } from './runWriter.js';
import type { Go, TrainerMessage, TrainerOrder } from './trainMessages.js';

/** The thread that does nothing but train: it loads the data, waits to be told from where, and writes no file. */
interface TrainerThreadData {
  readonly order: TrainerOrder;
  readonly port: MessagePort;
  readonly control: SharedArrayBuffer;
}

const { order, port, control: shared } = workerData as TrainerThreadData;
const control = new TrainControl(shared);
const send = (message: TrainerMessage, transfer: readonly ArrayBuffer[] = []): void =>
  port.postMessage(message, [...transfer]);

// The listener stays, and with it this thread: its end must not be noticed before its last message.
const told = new Promise<Go>((resolve) => port.on('message', resolve));

run().catch((error: unknown) => {
  const { reason, message } = trainingError(error);
  send({ kind: 'failed', reason, message });
});

async function run(): Promise<void> {
  const { settings } = order;
  const data = await dataSource(order.dataset).load(order.files, order.dataOptions);
  const { trainer, publish, measure, tensorflow } = await prepare(data);
  const task = tensorflow?.task ?? data.task;
  send({ kind: 'loaded', loaded: { data: { ...described(data), task }, tensorflow } });
  const go = await told;
  if (go.state !== null) trainer.restore(go.state);
  const snapshot = TrainerSnapshot.like(trainer.state());
  send({ kind: 'started', snapshot: snapshot.shared });
  const sink: EpochSink = {
    epoch(row, weights) {
      const arrays = weights === null ? [] : [weights.parameters, ...weights.moments];
      if (weights !== null) control.reserve(weightBytes(weights));
      send(
        { kind: 'epoch', row, weights },
        arrays.map(({ buffer }) => buffer as ArrayBuffer),
      );
    },
    publish: () => publish(snapshot),
    isCancelled: () => control.stopped,
  };
  const status = trainEpochs(trainer, settings.epochs, new Set(go.kept), sink, measure);
  send({ kind: 'end', status });
}

/** A trainer with what is done with it after each epoch. */
interface Prepared {
  readonly trainer: EpochTrainer;
  readonly publish: (snapshot: TrainerSnapshot) => void;
  readonly measure: Measure;
  readonly tensorflow: TensorflowFacts | null;
}

async function prepare(data: Dataset): Promise<Prepared> {
  if (order.tensorflow !== null) {
    const { platform, note } = await nativePlatform(order.tfjsNode, import.meta.url);
    const { trainer, facts } = await createTensorflowTrainer(order.tensorflow, order.settings, data, platform);
    const notes = note === null ? facts.notes : [note, ...facts.notes];
    return {
      trainer,
      publish: (snapshot) => snapshot.write(trainer.state()),
      measure: (loss) => trainer.row(loss, data.test, () => control.stopped),
      tensorflow: { ...facts, notes },
    };
  }
  const { trainer, publish } = await createTrainer(order, data);
  return { trainer, publish, measure: measurer(trainer, data), tensorflow: null };
}

function described({ task, features, scaling, hash, train, test }: Dataset) {
  return { task, features, scaling, hash, train: { count: train.count }, test: { count: test.count } };
}
