import type { ScoreName, TrainParams } from './training.js';

/** More networks at once than anyone looks at, and few enough for one table. */
export const MOST_NETWORKS = 100_000;

/** Many networks that differ in their seeds only, in one folder. */
export interface EnsembleParams extends Omit<TrainParams, 'exportTfjs'> {
  readonly networks: number;
  /** Threads that train; the results do not depend on it. */
  readonly workers: number;
}

/** While an ensemble trains, at most ten a second. */
export interface EnsembleProgress {
  /** Networks done, of `networks`. */
  readonly done: number;
  readonly networks: number;
  /** Those in work, and how far they are; in the order of the workers. */
  readonly running: readonly { readonly network: number; readonly epoch: number }[];
  /** Of each network. */
  readonly epochs: number;
  /** Of all workers, since the training was begun or resumed. */
  readonly epochsPerSecond: number;
}

export interface EnsembleResult {
  readonly status: 'finished' | 'stopped';
  readonly done: number;
  readonly networks: number;
  /** Networks whose loss became no number; what they were before it is kept. */
  readonly diverged: number;
  /** Epochs done by this call, all networks together. */
  readonly trained: number;
  /** Seconds of training by this call, loading not counted. */
  readonly seconds: number;
  /** The median of the networks' scores on the training split; null where there is none. */
  readonly medianScore: number | null;
  /** What a score is. */
  readonly scoreName: ScoreName;
  readonly notes: readonly string[];
}

/** A network that is done: a row of `summary.csv`. All numbers are those of its last weights. */
export interface EnsembleNetwork {
  /** From 0. */
  readonly network: number;
  readonly seed: number;
  /** `diverged`: in the epoch after `epochs` the loss became no number. */
  readonly status: 'finished' | 'diverged';
  readonly epochs: number;
  /** The mean over the last epoch's batches, as in Keras; of the training split where there was no epoch. */
  readonly loss: number;
  readonly valLoss: number;
  /** Accuracy or R² on the training split; null where it is undefined. */
  readonly score: number | null;
  readonly valScore: number | null;
  /** For each hidden layer, the nodes that are active for at least one training sample. */
  readonly liveAtInit: readonly number[];
  readonly liveAtEnd: readonly number[];
}

/** An ensemble's folder as it is shown: what `summary.csv` says so far. */
export interface EnsembleSummary {
  /** To be trained in all. */
  readonly networks: number;
  readonly scoreName: ScoreName;
  /** Nodes in hidden layers of one network. */
  readonly hiddenNodes: number;
  /** Networks that are done, by their numbers. */
  readonly rows: readonly EnsembleRow[];
}

export interface EnsembleRow {
  /** Its folder below the ensemble's. */
  readonly folder: string;
  readonly seed: number;
  readonly status: 'finished' | 'diverged';
  readonly epochs: number;
  /** Null where it is no finite number. */
  readonly loss: number | null;
  readonly valLoss: number | null;
  readonly score: number | null;
  readonly valScore: number | null;
  /** In all hidden layers. */
  readonly liveAtInit: number;
  readonly liveAtEnd: number;
}
