import { copyFileSync } from 'node:fs';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { Worker } from 'node:worker_threads';
import { build } from 'esbuild';
import { beforeAll, describe, expect, it } from 'vitest';
import { initialState } from '../../../src/training/initialize.js';
import { createKernelTrainer } from '../../../src/training/kernel/kernelTrainer.js';
import { TrainerSnapshot } from '../../../src/training/trainerSnapshot.js';
import { scratchFolder } from '../../support/scratch.js';
import { bits, clusters, SETTINGS } from '../../support/training.js';
import type { TrainingWorkerData } from '../../support/trainingWorker.js';

const script = join(scratchFolder(), 'worker.mjs');

beforeAll(async () => {
  copyFileSync('dist/worker/kernel.wasm', join(script, '..', 'kernel.wasm'));
  await build({
    entryPoints: ['test/support/trainingWorker.ts'],
    outfile: script,
    bundle: true,
    format: 'esm',
    platform: 'node',
  });
});

function start(workerData: TrainingWorkerData): { readonly worker: Worker; isDone: () => boolean } {
  const worker = new Worker(script, { workerData });
  let done = false;
  worker.once('message', () => (done = true));
  worker.once('error', (error) => {
    throw error;
  });
  return { worker, isDone: () => done };
}

describe('a snapshot read by another thread', () => {
  it('is null before the first epoch and equals what was written', () => {
    const state = initialState(SETTINGS, 10, 300);
    const snapshot = TrainerSnapshot.like(state);
    expect(snapshot.read()).toBeNull();
    snapshot.write(state);
    expect(bits(snapshot.read() ?? state)).toEqual(bits(state));
    const next = { ...state, epoch: 1, steps: 5, parameters: state.parameters.map((value) => -value) };
    snapshot.write(next);
    expect(bits(new TrainerSnapshot(snapshot.shared).read() ?? state)).toEqual(bits(next));
  });

  it('is never torn, however fast the other writes', async () => {
    const state = initialState({ ...SETTINGS, hidden: [40, 40] }, 10, 1000);
    const snapshot = TrainerSnapshot.like(state);
    const { worker, isDone } = start({ shared: snapshot.shared, train: null });
    const seen = new Set<number>();
    while (!isDone()) {
      const read = snapshot.read();
      if (read !== null) {
        const { epoch } = read;
        seen.add(epoch);
        const numbers = [
          read.steps,
          ...read.random,
          ...read.order,
          ...read.parameters,
          ...read.moments.flatMap((m) => [...m]),
        ];
        expect(numbers.every((value) => value === epoch)).toBe(true);
      }
      await setImmediate();
    }
    await worker.terminate();
    expect(seen.size).toBeGreaterThan(5);
    expect(snapshot.read()?.epoch).toBe(30_000);
  });

  it('is the trainer after a whole epoch, while it trains and after its thread was ended', async () => {
    const settings = { ...SETTINGS, epochs: 100_000 };
    const samples = clusters(7, 257);
    const follower = await createKernelTrainer(settings, samples, 10);
    const snapshot = TrainerSnapshot.like(follower.state());
    const { worker } = start({ shared: snapshot.shared, train: { settings, samples } });
    const check = (): void => {
      const read = snapshot.read();
      if (read === null) return;
      while (follower.epoch < read.epoch) follower.step();
      expect(bits(read)).toEqual(bits(follower.state()));
    };
    while (follower.epoch < 1000) {
      check();
      await setImmediate();
    }
    await worker.terminate();
    check();
  });
});
