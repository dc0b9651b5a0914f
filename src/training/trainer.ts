import type { NetworkSettings, Samples } from './settings.js';

/** One network in training, epoch by epoch, whatever trains it. */
export interface EpochTrainer {
  /** Parameters of one network, layer after layer: kernel (inputs x outputs, row-major as Keras stores it), then biases. */
  parameters(): Float32Array;
  /** Epochs done so far. */
  readonly epoch: number;
  /**
   * Shuffles and takes one pass over the training samples.
   * @param isCancelled asked between batches; when it says true the epoch ends early and returns null, and the state is
   *   that of the last `restore` or whole epoch
   * @returns the mean over the batches of their loss, each before its step and weighted by its number of samples, as
   *   Keras reports it; null when cancelled
   */
  step(isCancelled?: () => boolean): number | null;
  /** Everything needed to go on bit-identically. */
  state(): TrainerState;
  restore(state: TrainerState): void;
}

/**
 * The kernel, or the float64 reference that is its oracle and its fallback. Same settings, same bits, on every machine (in
 * mode `reproducible`).
 */
export interface Trainer extends EpochTrainer {
  /** Samples of the last epoch whose label was the integer nearest to their output, each before its batch's step. */
  readonly hits: number;
  /** Outputs of the network for these samples. */
  predict(samples: Samples): Float32Array;
  /** How many nodes of each hidden layer are active (> 0) for at least one of these samples. */
  liveNodes(samples: Samples): readonly number[];
  /** Which these are, and how many are active at once; one entry a hidden layer. */
  activity(samples: Samples): readonly LayerActivity[];
}

/** A hidden layer while samples pass through it. */
export interface LayerActivity {
  /** 1 for a node that is active (> 0) for at least one sample. */
  readonly live: Uint8Array;
  /** The most nodes active for any one sample: the embedding dimension (Eq. 5). */
  readonly simultaneous: number;
}

export function liveCounts(layers: readonly LayerActivity[]): readonly number[] {
  return layers.map(({ live }) => live.reduce((sum, one) => sum + one, 0));
}

/** Between two epochs; plain data, so that it can be stored and sent. */
export interface TrainerState {
  readonly epoch: number;
  /** Optimizer steps done. */
  readonly steps: number;
  readonly parameters: Float32Array;
  /** Adam's first and second moments, or the velocity and nothing, in the order of `parameters`. */
  readonly moments: readonly Float32Array[];
  /** The order of the training samples in the last epoch, which the next shuffle starts from. */
  readonly order: Int32Array;
  /** State of the shuffling generator. */
  readonly random: readonly number[];
}

export type CreateTrainer = (settings: NetworkSettings, train: Samples, features: number) => Promise<Trainer>;
