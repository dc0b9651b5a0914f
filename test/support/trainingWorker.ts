import { parentPort, workerData } from 'node:worker_threads';
import { createKernelTrainer } from '../../src/training/kernel/kernelTrainer.js';
import type { NetworkSettings, Samples } from '../../src/training/settings.js';
import { TrainerSnapshot, type SharedSnapshot } from '../../src/training/trainerSnapshot.js';

/** A thread that writes snapshots for another to read. */
export interface TrainingWorkerData {
  readonly shared: SharedSnapshot;
  /** Trains and publishes every epoch; null writes as fast as it can states whose every number is their epoch. */
  readonly train: { readonly settings: NetworkSettings; readonly samples: Samples } | null;
}

const { shared, train } = workerData as TrainingWorkerData;
const snapshot = new TrainerSnapshot(shared);

if (train === null) flood();
else await follow(train);

function flood(): void {
  const parameters = new Float32Array(shared.parameters);
  const order = new Int32Array(shared.samples);
  for (let epoch = 1; epoch <= 30_000; epoch++) {
    parameters.fill(epoch);
    order.fill(epoch);
    const moments = Array.from({ length: shared.moments }, () => parameters);
    snapshot.write({ epoch, steps: epoch, parameters, moments, order, random: [epoch, epoch, epoch, epoch] });
  }
}

async function follow({ settings, samples }: NonNullable<TrainingWorkerData['train']>): Promise<void> {
  const trainer = await createKernelTrainer(settings, samples, samples.x.length / samples.count);
  for (let epoch = 0; epoch < settings.epochs; epoch++) {
    trainer.step();
    trainer.publish(snapshot);
  }
}

parentPort?.postMessage('done');
