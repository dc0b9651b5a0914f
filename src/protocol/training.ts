/** How weights and biases are drawn before training. */
export type Initialization =
  /** Weights and biases from U(-limit, limit). */
  | { readonly kind: 'uniform'; readonly limit: number }
  /** Weights and biases from N(0, deviation²). */
  | { readonly kind: 'normal'; readonly deviation: number }
  /** Weights from U(-a, a), a = sqrt(6 / (inputs + outputs)), biases 0, as in Keras. */
  | { readonly kind: 'glorot' }
  /** Weights from U(mean - limit, mean + limit), biases 0: with a large mean, a homogeneous start far from small weights. */
  | { readonly kind: 'around'; readonly mean: number; readonly limit: number };

export type Optimizer =
  /** As Keras: beta 0.9 and 0.999, epsilon 1e-7 outside the root. */
  | { readonly kind: 'adam'; readonly rate: number }
  /** As Keras: velocity = momentum velocity - rate gradient. */
  | { readonly kind: 'sgd'; readonly rate: number; readonly momentum: number };

/** An optimizer that a model was compiled with and that is none of these; TensorFlow.js trains with it. */
export interface KerasOptimizer {
  readonly kind: 'keras';
  /** Keras' class: `RMSprop`. */
  readonly className: string;
  /** All its arguments, as Keras names them. */
  readonly config: Readonly<Record<string, number>> & { readonly learning_rate: number };
}

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

/** `kernel`: our own, for networks of ReLU layers and one linear output. `tfjs`: TensorFlow.js, for all it can build. */
export type ChosenEngine = 'kernel' | 'tfjs';

/** What TensorFlow.js is to train, and with what. */
export interface TensorflowParams {
  /** Absolute path of a user's model; null for the network of the settings. */
  readonly model: string | null;
  /** Keras' name of a loss; null for the one the model was compiled with, or the mean squared error. */
  readonly loss: string | null;
  /** Null for the one the model was compiled with, or Keras' Adam. */
  readonly optimizer: Optimizer | null;
}

/** A TensorFlow of the user's own, which TensorFlow.js then computes with. */
export interface TfjsNode {
  /** Absolute path of the package's folder; from the machine's settings only, never from a workspace. */
  readonly path: string;
  /** In Restricted Mode no code from outside is loaded, so `path` is left aside. */
  readonly isRestricted: boolean;
}

/** How numbers are brought to a common size before training. */
export interface Scaling {
  readonly features: FeatureScaling;
  readonly target: TargetScaling;
}

/**
 * `raw`: as they are. `unit`: to 0..1 by the least and the largest value in the training split (pixels by 255).
 * `standard`: to mean 0 and standard deviation 1 over the training split, column by column, as scikit-learn's
 * StandardScaler.
 */
export type FeatureScaling = 'raw' | 'unit' | 'standard';
export type TargetScaling = 'raw' | 'standard';

/** Which epochs of a run become files: the first and the last, 0 to 20 and then ever fewer, or all. */
export type Keep = 'ends' | 'thin' | 'all';

export interface TrainingOptions {
  readonly datasets: readonly DatasetOption[];
  readonly modes: readonly ModeOption[];
}

export interface DatasetOption {
  readonly id: string;
  readonly title: string;
  readonly detail: string;
}

export interface ModeOption {
  readonly mode: KernelMode;
  /** Why it cannot be had here, in a sentence; null where it can. */
  readonly obstacle: string | null;
}

export interface ExportedModel {
  /** Absolute path of its `model.json`. */
  readonly path: string;
  readonly epoch: number;
}

/** What a run that is to be resumed was begun with. */
export interface StoredRun {
  readonly dataset: string;
  readonly dataFolder: string | null;
  readonly settings: NetworkSettings;
  readonly mode: KernelMode;
  readonly keep: Keep;
  readonly scaling: Scaling;
  /** Of an ensemble; null where one network was trained. */
  readonly networks: number | null;
  readonly engine: ChosenEngine;
  /** Absolute path of the user's model that it began with; null for a network of the settings. */
  readonly model: string | null;
}

export interface DataPlace {
  /** A name of the registry, or the absolute path of a table. */
  readonly dataset: string;
  /** Absolute path of the folder the user named; null for none. */
  readonly dataFolder: string | null;
  /** Absolute path of the folder of downloads. */
  readonly cache: string;
}

export type DataLocation =
  /** Paths of the original files, in their order; none for what is drawn or is the user's own table. */
  | { readonly kind: 'found'; readonly files: readonly string[] }
  /** What to ask before `download`, and what to say where nobody can be asked or the answer is no. */
  | { readonly kind: 'missing'; readonly question: string; readonly refusal: string };

export interface DownloadProgress {
  readonly name: string;
  readonly received: number;
  /** Null where the server does not say. */
  readonly total: number | null;
}

export interface TrainParams {
  /** Absolute path of the run's folder, locked by the caller. */
  readonly folder: string;
  /** Goes on with the run of the folder; refuses one that was begun with other settings. */
  readonly resume: boolean;
  /** A name of the registry, or the absolute path of a table. */
  readonly dataset: string;
  /** Absolute path of the folder the user named; null for none. */
  readonly dataFolder: string | null;
  /** Where the data set's original files are, in their order. */
  readonly files: readonly string[];
  readonly settings: NetworkSettings;
  readonly mode: KernelMode;
  /** For engine `tfjs`; null or left out for the kernel. */
  readonly tensorflow?: TensorflowParams | null;
  /** For engine `tfjs`, also of a resumed run; null or left out for none. */
  readonly tfjsNode?: TfjsNode | null;
  readonly keep: Keep;
  /** Where it says nothing, the data set's own way; a resumed run keeps the one it was begun with. */
  readonly scaling: Partial<Scaling>;
  /** Also writes the last weights as a TensorFlow.js model, into `tfjs/` of the folder. */
  readonly exportTfjs: boolean;
  /** Of Morphoscope. */
  readonly version: string;
}

/** After an epoch. */
export interface TrainProgress {
  readonly epoch: number;
  readonly epochs: number;
  readonly loss: number;
  /** Accuracy or R² on the training split; null where it is undefined. */
  readonly score: number | null;
  readonly scoreName: ScoreName;
  /** What is known before the first epoch: a slower engine, and by how much. */
  readonly notes: readonly string[];
}

export type ScoreName = 'accuracy' | 'R²';

export interface TrainResult {
  readonly status: 'finished' | 'stopped' | 'diverged';
  /** Epochs done, of `epochs`. */
  readonly epoch: number;
  readonly epochs: number;
  /** Epochs done by this call: fewer for a resumed run. */
  readonly trained: number;
  readonly loss: number;
  readonly score: number | null;
  readonly valScore: number | null;
  /** What `score` is. */
  readonly scoreName: ScoreName;
  /** Seconds of training by this call, loading not counted. */
  readonly seconds: number;
  /** Sentences for the user: a slower engine, at which epoch the loss became NaN. */
  readonly notes: readonly string[];
}
