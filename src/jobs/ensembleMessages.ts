import type { FailureReason } from '../network/failure.js';
import type { EnsembleNetwork } from '../training/ensemble.js';
import type { EpochWeights } from '../training/runFolder.js';
import type { Dataset } from '../training/settings.js';
import type { TrainerState } from '../training/trainer.js';
import type { SharedSnapshot } from '../training/trainerSnapshot.js';
import type { TrainerOrder } from './trainMessages.js';

/** What each thread of an ensemble is started with; the numbers of `data` lie in memory all threads share. */
export interface EnsembleOrder extends Pick<TrainerOrder, 'settings' | 'engine' | 'mode'> {
  readonly data: Dataset;
}

/** A network to train. */
export interface NetworkTask {
  readonly network: number;
  readonly seed: number;
  /** From where, for one that was in work before, and the loss of that epoch. */
  readonly start: { readonly state: TrainerState; readonly loss: number } | null;
}

/** Sent once to each thread. They take the tasks one by one, each the next that none has taken. */
export interface EnsembleGo {
  readonly tasks: readonly NetworkTask[];
  readonly kept: readonly number[];
}

/** From a thread: `ready`, then for each network `begun`, `epoch`s and `finished`, and at the end `end`. */
export type EnsembleMessage =
  | { readonly kind: 'ready' }
  | { readonly kind: 'begun'; readonly network: number; readonly shown: ShownNetwork }
  /** Of an epoch that is kept, before the snapshot shows it. */
  | { readonly kind: 'epoch'; readonly network: number; readonly weights: EpochWeights }
  | { readonly kind: 'finished'; readonly result: EnsembleNetwork }
  | { readonly kind: 'end' }
  | { readonly kind: 'failed'; readonly reason: FailureReason; readonly message: string };

/** Where a network's state can be read while it trains. */
export interface ShownNetwork {
  readonly snapshot: SharedSnapshot;
  /** float64[epochs + 1]: the loss of each epoch, written before the snapshot shows it. */
  readonly losses: SharedArrayBuffer;
}
