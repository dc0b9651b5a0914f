import type { Initialization, KerasOptimizer, KernelMode, NetworkSettings, Optimizer } from '../protocol/training.js';

export type { Initialization, KerasOptimizer, KernelMode, NetworkSettings, Optimizer };

/** What really moves the weights. */
export type TrainedOptimizer = Optimizer | KerasOptimizer;

/** Samples with their targets, row-major float32, split in two. */
export interface Dataset {
  readonly name: string;
  /** Features a sample: the values of `shape`. */
  readonly features: number;
  /** Of one sample as it is stored, without the number of samples: [10], or [28, 28, 1]. */
  readonly shape: readonly number[];
  /** Of one sample's target: [] for one number, [10] for one-hot labels. */
  readonly targetShape: readonly number[];
  readonly train: Samples;
  readonly test: Samples;
  /** `labels`: accuracy is the share of outputs whose nearest integer is the label. `values`: R². */
  readonly task: 'labels' | 'values';
  /** How features and targets were scaled, in words, for `run.json` and the page. */
  readonly scaling: string;
  /** SHA-256 of the float32 bytes of all four arrays in order, hex: a resumed run must find the same data. */
  readonly hash: string;
}

export interface Samples {
  readonly count: number;
  /** count x features. */
  readonly x: Float32Array;
  /** count x the values of one target. */
  readonly y: Float32Array;
}
