import { workerData, type MessagePort } from 'node:worker_threads';
import { TrainerSnapshot } from '../training/trainerSnapshot.js';
import { createTrainer, trainingError } from './createTrainer.js';
import { EnsembleBoard } from './ensembleBoard.js';
import type { EnsembleGo, EnsembleMessage, EnsembleOrder, NetworkTask } from './ensembleMessages.js';
import { weightBytes } from './runWriter.js';
import { TrainControl } from './trainControl.js';
import { trainNetwork, type NetworkSink } from './trainNetwork.js';

/** A thread that trains networks of an ensemble, one after the other with one kernel, and writes no file. */
interface EnsembleThreadData {
  readonly order: EnsembleOrder;
  readonly port: MessagePort;
  readonly control: SharedArrayBuffer;
  readonly board: SharedArrayBuffer;
  /** Its number among the workers. */
  readonly worker: number;
}

const { order, port, control: shared, board: memory, worker } = workerData as EnsembleThreadData;
const control = new TrainControl(shared);
const board = new EnsembleBoard(memory);
const send = (message: EnsembleMessage): void => port.postMessage(message);

// The listener stays, and with it this thread: its end must not be noticed before its last message.
const told = new Promise<EnsembleGo>((resolve) => port.on('message', resolve));

run().catch((error: unknown) => {
  const { reason, message } = trainingError(error);
  send({ kind: 'failed', reason, message });
});

async function run(): Promise<void> {
  const { trainer, publish } = await createTrainer(order, order.data);
  send({ kind: 'ready' });
  const { tasks, kept } = await told;
  for (let task = tasks[board.take()]; task !== undefined; task = tasks[board.take()]) {
    const settings = { ...order.settings, seed: task.seed };
    const result = trainNetwork(trainer, order.data, settings, task, new Set(kept), sinkOf(task, publish));
    if (result === null) break;
    send({ kind: 'finished', result });
  }
  send({ kind: 'end' });

  function sinkOf({ network }: NetworkTask, show: typeof publish): NetworkSink {
    let snapshot: TrainerSnapshot | null = null;
    const losses = new SharedArrayBuffer(8 * (order.settings.epochs + 1));
    const lossOf = new Float64Array(losses);
    return {
      begun(state) {
        snapshot = TrainerSnapshot.like(state);
        send({ kind: 'begun', network, shown: { snapshot: snapshot.shared, losses } });
      },
      keep(weights) {
        control.reserve(weightBytes(weights));
        send({ kind: 'epoch', network, weights });
      },
      publish(loss, trained) {
        lossOf[trainer.epoch] = loss;
        if (snapshot !== null) show(snapshot);
        board.show(worker, trainer.epoch, trained);
      },
      published: () => snapshot?.read() ?? null,
      isCancelled: () => control.stopped,
    };
  }
}
