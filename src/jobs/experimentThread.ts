import { workerData } from 'node:worker_threads';
import { hasMarks, type KeptNetwork } from '../experiments/networkFile.js';
import { NetworkStore } from '../experiments/networkStore.js';
import type { PlannedGroup } from '../experiments/plan.js';
import { networkWidths } from '../training/denseLayers.js';
import type { Dataset, NetworkSettings } from '../training/settings.js';
import { createTrainer, trainingError } from './createTrainer.js';
import { ExperimentBoard } from './experimentBoard.js';
import type { ExperimentMessage, ExperimentTask, ExperimentThreadData } from './experimentMessages.js';
import { growthSigns } from './growthSigns.js';
import { trainSnapshots } from './trainSnapshots.js';

/** A thread of a reproduction: trains whole networks, one after the other, and puts them into the store. */
const { order, port, board: memory, worker, first } = workerData as ExperimentThreadData;
const board = new ExperimentBoard(memory);
const store = new NetworkStore(order.store);
const send = (message: ExperimentMessage): void => port.postMessage(message);

type Engine = Awaited<ReturnType<typeof createTrainer>>;
let engine: { readonly of: string; readonly made: Engine } | null = null;

// The listener stays, and with it this thread: its end must not be noticed before its last message.
port.on('message', () => undefined);
void work();

async function work(): Promise<void> {
  for (const index of tasks()) {
    const task = order.tasks[index];
    if (task === undefined || board.stopped) break;
    board.begin(worker, index);
    try {
      const status = await doTask(task);
      if (status === null) break;
      send({ kind: 'done', task: index, status });
    } catch (error) {
      const { reason, message } = trainingError(error);
      if (reason === 'cancelled') break;
      send({ kind: 'failed', task: index, reason, message });
    }
    board.begin(worker, null);
  }
  send({ kind: 'end' });
}

function* tasks(): Generator<number> {
  yield* first;
  for (;;) yield board.take();
}

/** @returns null when it was cancelled */
async function doTask(task: ExperimentTask): Promise<KeptNetwork['status'] | null> {
  const group = order.groups[task.group] as PlannedGroup;
  const data = order.datasets[group.dataset] as Dataset;
  const settings: NetworkSettings = { ...group.settings, seed: task.seed };
  const kept = store.find(task.key, networkWidths(settings, data.features));
  const network = kept !== null && hasMarks(kept, group.marks) ? kept : await train(task, settings, data, kept);
  if (network === null) return null;
  if (task.growth && group.growth !== null) await addGrowthRates(task, network, settings, data, group.growth.marks);
  return network.status;
}

/** @param kept a network of the same key that lacks marks; its own stay */
async function train(
  { key, group }: ExperimentTask,
  settings: NetworkSettings,
  data: Dataset,
  kept: KeptNetwork | null,
): Promise<KeptNetwork | null> {
  const marks = [...(order.groups[group]?.marks ?? []), ...(kept?.snapshots.map(({ epoch }) => epoch) ?? [])];
  const network = trainSnapshots(await engineFor(settings, data), data, settings, marks, {
    isCancelled: () => board.stopped,
    epoch: (epoch) => board.show(worker, epoch),
  });
  if (network !== null) store.keep(key, network);
  return network;
}

/** One engine serves all networks of the same shape on the same data. */
async function engineFor(settings: NetworkSettings, data: Dataset): Promise<Engine> {
  const { hidden, optimizer, batch } = settings;
  const of = JSON.stringify([data.hash, hidden, optimizer, batch]);
  if (engine?.of !== of) {
    engine = null;
    engine = { of, made: await createTrainer({ ...order, settings }, data) };
  }
  return engine.made;
}

async function addGrowthRates(
  { key }: ExperimentTask,
  network: KeptNetwork,
  settings: NetworkSettings,
  data: Dataset,
  marks: readonly number[],
): Promise<void> {
  const cancel = new AbortController();
  const onSlice = (): void => {
    if (board.stopped) cancel.abort();
  };
  const known = store.growthRates(key);
  const missing = network.snapshots.filter(({ epoch }) => marks.includes(epoch) && !known.has(epoch));
  for (const snapshot of missing) {
    const rates = await growthSigns(network, snapshot, data, settings, { signal: cancel.signal, onSlice });
    store.keepGrowthRates(key, new Map([[snapshot.epoch, rates]]));
  }
}
