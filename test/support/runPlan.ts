import type { RunPlan } from '../../src/training/runDocument.js';
import type { NetworkSettings } from '../../src/training/settings.js';
import type { MetricsRow } from '../../src/training/metrics.js';
import type { TrainerState } from '../../src/training/trainer.js';
import type { Progress } from '../../src/training/runFolder.js';

/** 3 inputs, a layer of 2, one output. */
export const PARAMETERS = 3 * 2 + 2 + 2 + 1;

export function runPlan(settings: Partial<NetworkSettings> = {}, hash = 'a'.repeat(64)): RunPlan {
  return {
    dataset: 'clusters',
    dataFolder: null,
    dataOptions: { seed: 1, scaling: { features: 'raw', target: 'raw' } },
    data: {
      task: 'labels',
      features: 3,
      scaling: 'features as they are; targets as they are',
      hash,
      train: { count: 8 },
      test: { count: 2 },
    },
    settings: {
      hidden: [2],
      init: { kind: 'uniform', limit: 0.05 },
      zeroBias: false,
      optimizer: { kind: 'adam', rate: 0.01 },
      batch: 4,
      epochs: 30,
      seed: 1,
      ...settings,
    },
    engine: 'kernel',
    mode: 'reproducible',
    keep: 'thin',
    version: '1.2.3',
  };
}

const values = (seed: number): Float32Array => Float32Array.from({ length: PARAMETERS }, (_, i) => Math.sin(seed + i));

export function trainerState(epoch: number): TrainerState {
  return {
    epoch,
    steps: epoch * 2,
    parameters: values(epoch),
    moments: [values(epoch + 100), values(epoch + 200)],
    order: Int32Array.of(3, 1, 0, 2, 7, 6, 5, 4),
    random: [1, -2, 2 ** 31 - 1, 4],
  };
}

export function metricsRow(epoch: number): MetricsRow {
  return {
    epoch,
    loss: 1 / (epoch + 3),
    score: epoch / 100,
    valLoss: 0.1 + epoch,
    valScore: epoch === 2 ? null : 0.25,
  };
}

/** All that a run has to save after this epoch. */
export function progress(epoch: number): Progress {
  const state = trainerState(epoch);
  return {
    epochs: [{ epoch, parameters: state.parameters, steps: state.steps, moments: state.moments }],
    rows: Array.from({ length: epoch + 1 }, (_, i) => metricsRow(i)),
    state,
  };
}
