import type { TfjsNode } from '../protocol/training.js';
import type { EpochWeights } from '../training/runFolder.js';
import type { LoadOptions } from '../training/datasets/source.js';
import type { FailureReason } from '../network/failure.js';
import type { MetricsRow } from '../training/metrics.js';
import type { Engine, RunPlan } from '../training/runDocument.js';
import type { KernelMode, NetworkSettings } from '../training/settings.js';
import type { TensorflowFacts, TensorflowOrder } from '../training/tensorflow/createTensorflowTrainer.js';
import type { TrainerState } from '../training/trainer.js';
import type { SharedSnapshot } from '../training/trainerSnapshot.js';

/** What the trainer's thread is started with. */
export interface TrainerOrder {
  readonly dataset: string;
  readonly files: readonly string[];
  readonly dataOptions: LoadOptions;
  readonly settings: NetworkSettings;
  readonly engine: Engine;
  readonly mode: KernelMode;
  /** For engine `tfjs`. */
  readonly tensorflow: TensorflowOrder | null;
  readonly tfjsNode: TfjsNode | null;
}

/** Sent once to the trainer: begin, from this state or from the beginning. */
export interface Go {
  readonly state: TrainerState | null;
  readonly kept: readonly number[];
}

/** From the trainer, in this order. */
export type TrainerMessage =
  | { readonly kind: 'loaded'; readonly loaded: Loaded }
  | { readonly kind: 'started'; readonly snapshot: SharedSnapshot }
  /** Before the snapshot shows the epoch. */
  | { readonly kind: 'epoch'; readonly row: MetricsRow; readonly weights: EpochWeights | null }
  | { readonly kind: 'end'; readonly status: TrainerEnd }
  | { readonly kind: 'failed'; readonly reason: FailureReason; readonly message: string };

/** What the trainer found out about its data and its model. */
export interface Loaded {
  readonly data: RunPlan['data'];
  /** For engine `tfjs`. */
  readonly tensorflow: TensorflowFacts | null;
}

export type TrainerEnd = 'finished' | 'stopped' | 'diverged';
