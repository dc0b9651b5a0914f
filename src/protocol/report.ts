/** The document `morphoscope/report@1`. A `null` has its reason in `reasons` of the same object. */
export interface Report {
  readonly schema: 'morphoscope/report@1';
  readonly generator: { readonly name: 'morphoscope'; readonly version: string };
  readonly source: ReportSource;
  readonly failed: readonly FailedFile[];
  readonly checkpoints: readonly CheckpointReport[];
}

export interface ReportSource {
  /** As the user gave it. */
  readonly path: string;
  readonly format: string;
  readonly producer: string | null;
  readonly epochs: readonly (number | null)[];
}

export interface FailedFile {
  readonly path: string;
  readonly epoch: number | null;
  readonly reason: string;
}

export type Reasons = Readonly<Record<string, string>>;

export interface CheckpointReport {
  readonly epoch: number | null;
  /** Path relative to the source folder, or the file's name. */
  readonly file: string;
  readonly parameters: number;
  readonly matrices: readonly MatrixReport[];
  readonly layers: readonly LayerReport[];
  readonly accessibleInputs: number | null;
  readonly increments: { readonly entropy: readonly (number | null)[]; readonly amplitude: readonly (number | null)[] };
  readonly inOutCorrelation: InOutCorrelation;
  readonly incrementAutocorrelation: { readonly amplitude: readonly Lag[]; readonly entropy: readonly Lag[] };
  readonly structure: Structure;
  readonly skipped: readonly { readonly name: string; readonly reason: string }[];
  readonly reasons?: Reasons;
}

export interface MatrixReport {
  readonly name: string;
  readonly inputs: number;
  readonly outputs: number;
  /** Shapes of the stored tensors behind it. */
  readonly shapes: readonly (readonly number[])[];
  readonly dtype: string;
  readonly meanAbs: number | null;
  readonly maxAbs: number | null;
  readonly zeros: number;
  readonly nonFinite: number;
  readonly pruneThreshold: number | null;
  readonly keptFraction: number | null;
  readonly segment: number | null;
  readonly inStrength: { readonly entropy: number | null };
  readonly outStrength: { readonly entropy: number | null };
  readonly reasons?: Reasons;
}

/** One hidden layer. Arrays have one value a node, in stored order. */
export interface LayerReport {
  readonly name: string;
  readonly segment: number;
  readonly nodes: number;
  readonly inFraction: readonly number[] | null;
  readonly outFraction: readonly number[] | null;
  readonly connectivity: readonly number[] | null;
  readonly entropy: number | null;
  readonly normalizedEntropy: number | null;
  readonly amplitude: number | null;
  readonly normalizedAmplitude: number | null;
  readonly channelWidth: number | null;
  readonly accessible: number | null;
  readonly embeddingDimension: number | null;
  readonly liveNodes: number | null;
  /** 1 for a node that is active in at least one sample, 0 for a dead one. */
  readonly live: readonly number[] | null;
  readonly samples: number | null;
  readonly approximate: boolean;
  readonly reasons?: Reasons;
}

export interface InOutCorrelation {
  readonly r: number | null;
  readonly p: number | null;
  readonly n: number;
  readonly slope: number | null;
  readonly layersUsed: readonly string[];
  readonly nullR: { readonly mean: number; readonly sd: number; readonly q99: number } | null;
  readonly permutations: number;
  readonly rLive: number | null;
  readonly nLive: number | null;
  readonly reasons?: Reasons;
}

export interface Lag {
  readonly lag: number;
  readonly r: number | null;
  /** Pairs of increments. */
  readonly n: number;
  readonly null: { readonly mean: number; readonly sd: number } | null;
  readonly p: number | null;
  readonly reasons?: Reasons;
}

export interface Structure {
  readonly formed: boolean | null;
  /** The in/out correlation r. */
  readonly statistic: number | null;
  readonly p: number | null;
  readonly why: string;
}
