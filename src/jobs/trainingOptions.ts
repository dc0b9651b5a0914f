import type { TrainingOptions } from '../protocol/training.js';
import { dataSources } from '../training/datasets/registry.js';
import { kernelModes } from '../training/kernel/kernelModule.js';

/** What can be trained on, and how, on this machine. */
export function trainingOptions(): TrainingOptions {
  return {
    datasets: dataSources.map(({ id, title, detail }) => ({ id, title, detail })),
    modes: kernelModes().map((status) => ({ mode: status.mode, obstacle: status.available ? null : status.reason })),
  };
}
