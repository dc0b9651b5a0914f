import type { Initialization, KernelMode, NetworkSettings, Optimizer } from '../protocol/training.js';

export type { Initialization, KernelMode, NetworkSettings, Optimizer };

/** Samples with one target each, row-major float32, split in two. */
export interface Dataset {
  readonly name: string;
  /** Features a sample. */
  readonly features: number;
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
  /** count targets. */
  readonly y: Float32Array;
}
