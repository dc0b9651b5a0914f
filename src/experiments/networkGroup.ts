import type { ReproducedDataset } from '../protocol/reproduction.js';
import type { NetworkSettings } from '../training/settings.js';

/** Networks that differ in their seeds only. Two figures that name the same group share its networks. */
export interface NetworkGroup {
  readonly dataset: ReproducedDataset;
  /** Without the seed, which each network has of its own (`networkSeeds`). */
  readonly settings: Omit<NetworkSettings, 'seed'>;
  /** A larger group begins with the networks of a smaller one. */
  readonly networks: number;
  /** Decides the networks' seeds. */
  readonly seed: number;
  /** Epochs whose weights are kept, ascending, from 0 to the last. */
  readonly marks: readonly number[];
  /** Also the signs of the growth rates at each mark (Eq. 111), which takes a pass over the data for each. */
  readonly growthRates: boolean;
}

/** A network that has been trained, in memory. */
export interface TrainedNetwork {
  /** Its place in the group. */
  readonly network: number;
  readonly seed: number;
  /** `diverged`: its loss became no number; it has the marks before that, and what it was then as its last. */
  readonly status: 'finished' | 'diverged';
  /** Inputs, hidden layers, outputs. */
  readonly widths: readonly number[];
  /** Ascending; epoch 0 first. */
  readonly snapshots: readonly EpochSnapshot[];
}

export interface EpochSnapshot {
  readonly epoch: number;
  /** Over the training split. */
  readonly loss: number;
  /** Accuracy for labels, R² for values, on the training and the test split; null where undefined. */
  readonly score: number | null;
  readonly testScore: number | null;
  /** In the order of `Trainer.parameters`. */
  readonly parameters: Float32Array;
  /** For each hidden layer, 1 for a node that is active (> 0) in at least one training sample. */
  readonly live: readonly Uint8Array[];
  /** For each hidden layer, the most nodes active in any one training sample (Eq. 5). */
  readonly embeddingDimension: readonly number[];
  /** Live nodes whose growth rate c = c_in + c_out is negative, and all live nodes with a finite one; null where not asked for. */
  readonly growthRates: { readonly negative: number; readonly live: number } | null;
}

/** What is there of a group so far; all of it unless the call is a preview. */
export interface GroupResult {
  readonly group: NetworkGroup;
  /** By their place. */
  readonly networks: readonly TrainedNetwork[];
}
