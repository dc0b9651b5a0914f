import { workerData, type MessagePort } from 'node:worker_threads';
import { CheckpointError, messageOf } from '../network/failure.js';
import { dataSource } from '../training/datasets/registry.js';
import { createKernelTrainer } from '../training/kernel/kernelTrainer.js';
import { createReferenceTrainer } from '../training/referenceTrainer.js';
import type { Dataset } from '../training/settings.js';
import { TrainerSnapshot } from '../training/trainerSnapshot.js';
import { TrainControl } from './trainControl.js';
import { trainEpochs } from './trainEpochs.js';
import { weightBytes } from './runWriter.js';
import type { Go, TrainerMessage, TrainerOrder } from './trainMessages.js';

/** The thread that does nothing but train: it loads the data, waits to be told from where, and writes no file. */
export interface TrainerThreadData {
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

run().catch((error: unknown) => send({ kind: 'failed', ...failure(error) }));

async function run(): Promise<void> {
  const { settings } = order;
  const data = await dataSource(order.dataset).load(order.files, order.dataOptions);
  const { trainer, publish } = await createTrainer(data);
  send({ kind: 'loaded', data: described(data) });
  const go = await told;
  if (go.state !== null) trainer.restore(go.state);
  const snapshot = TrainerSnapshot.like(trainer.state());
  send({ kind: 'started', snapshot: snapshot.shared });
  const status = trainEpochs(trainer, data, settings.epochs, new Set(go.kept), {
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
  });
  send({ kind: 'end', status });
}

async function createTrainer(data: Dataset) {
  const { settings, engine, mode } = order;
  if (engine === 'kernel') {
    const trainer = await createKernelTrainer(settings, data.train, data.features, { mode });
    return { trainer, publish: (snapshot: TrainerSnapshot) => trainer.publish(snapshot) };
  }
  const trainer = await createReferenceTrainer(settings, data.train, data.features);
  return { trainer, publish: (snapshot: TrainerSnapshot) => snapshot.write(trainer.state()) };
}

function described({ task, features, scaling, hash, train, test }: Dataset) {
  return { task, features, scaling, hash, train: { count: train.count }, test: { count: test.count } };
}

function failure(error: unknown): Pick<CheckpointError, 'reason' | 'message'> {
  if (error instanceof CheckpointError) return { reason: error.reason, message: error.message };
  // What JavaScript says when an array is longer than memory allows.
  if (error instanceof RangeError) {
    const message = `The network or its data needs more memory than there is (${error.message}); choose narrower layers or less data.`;
    return { reason: 'too-large', message };
  }
  return { reason: 'bug', message: `The trainer failed: ${messageOf(error)}; please report it.` };
}
