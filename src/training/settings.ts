/** How weights and biases are drawn before training. Glorot biases are 0. */
export type Initialization =
  /** Weights and biases from U(-limit, limit). */
  | { readonly kind: 'uniform'; readonly limit: number }
  /** Weights and biases from N(0, deviation²). */
  | { readonly kind: 'normal'; readonly deviation: number }
  /** Weights from U(-a, a), a = sqrt(6 / (inputs + outputs)), biases 0, as in Keras. */
  | { readonly kind: 'glorot' };

export type Optimizer =
  /** As Keras: beta 0.9 and 0.999, epsilon 1e-7 outside the root. */
  | { readonly kind: 'adam'; readonly rate: number }
  /** As Keras: velocity = momentum velocity - rate gradient. */
  | { readonly kind: 'sgd'; readonly rate: number; readonly momentum: number };

/** `reproducible`: SIMD128, the same bits everywhere. `fast`: relaxed SIMD, whose fused products differ by processor. */
export type KernelMode = 'reproducible' | 'fast';

/** Everything that, with the data, decides the weights of one network. */
export interface NetworkSettings {
  /** Widths of the hidden layers, first to last; ReLU. One linear output and the inputs come from the data. */
  readonly hidden: readonly number[];
  readonly init: Initialization;
  /** Biases start at 0 whatever `init` says. */
  readonly zeroBias: boolean;
  readonly optimizer: Optimizer;
  /** Samples a step; the last, shorter batch of an epoch is used too. */
  readonly batch: number;
  readonly epochs: number;
  /** Decides the initial weights and the order of samples. */
  readonly seed: number;
}

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
