import type { ChangeSketch, MatchChoice, PairComparison } from './comparison.js';
import type { EnsembleSummary } from './ensemble.js';
import type { CheckpointReport, FailedFile } from './report.js';
import type { CheckpointSketch, Prune } from './sketch.js';

/** A worker's first message: from here on its silence counts. */
export const LOADED = 'loaded';

/** What the worker that parses bytes can be asked. It holds no state between calls. */
export interface AnalysisWorker {
  /** What can be read, and what is recognised and refused. */
  formats(params: Record<string, never>): readonly FormatInfo[];
  /** Which files of these paths are checkpoints, in epoch order. A path is a file or a folder. */
  listRun(params: {
    readonly paths: readonly string[];
    /** Who watches also wants to see an ensemble, and a training without checkpoints yet. */
    readonly watching?: boolean;
  }): RunListing;
  /** The header alone: format, and a key equal for equal architectures. */
  inspect(params: { readonly file: RunFile }): CheckpointHeader;
  /**
   * Reads sample data and compares its rows with the input of a checkpoint's model.
   * @throws {CheckpointError} `bad-data`, `missing` and other reasons that are the data's, never the checkpoint's fault.
   */
  checkData(params: { readonly path: string; readonly file: RunFile }): void;
  /** Everything of one checkpoint. Progress: `MeasureProgress`. */
  measure(params: MeasureParams): MeasuredCheckpoint;
  /**
   * What changed from a to b; what of a and b is not known yet is measured on the way, in the same slices. Progress:
   * `MeasureProgress`. The error of a side names its file.
   */
  compare(params: CompareParams): ComparedCheckpoints;
  /** Nodes that stay accessible at another threshold, for checkpoints whose sketch is not complete. */
  prune(params: { readonly file: RunFile; readonly prune: Prune }): Accessibility;
}

export interface FormatInfo {
  readonly id: string;
  readonly title: string;
  readonly extensions: readonly string[];
  /** What of it is read, in one line. */
  readonly reads: string;
}

export interface RunFile {
  /** Absolute path of the checkpoint's main file (`model.json`, `.keras`, `.h5`, `.weights.json`). */
  readonly path: string;
  /** As shown: relative to the run. */
  readonly name: string;
  readonly epoch: number | null;
  /** Path of the architecture JSON that belongs to a weights-only file; null when there is none. */
  readonly architecture: string | null;
  /** Bytes of all files that make the checkpoint, shards too. */
  readonly size: number;
  /** When the one of them that changed last was changed. */
  readonly mtimeMs: number;
}

/** The checkpoints of a run and what lies beside them. */
export interface FileListing {
  readonly files: readonly RunFile[];
  readonly failed: readonly FailedFile[];
  /** `metrics.csv` or a CSVLogger file beside the run, parsed; one row an epoch. */
  readonly trainingLog: TrainingLog | null;
}

export interface RunListing extends FileListing {
  /** Of a folder that Morphoscope trains or has trained into; null for any other. */
  readonly training: TrainingRecord | null;
  /** Of a folder that holds an ensemble, whose networks lie in folders of their own; null for any other. */
  readonly ensemble: EnsembleSummary | null;
}

/** What a run's folder says about its training, whichever process it is or was. */
export interface TrainingRecord {
  /** As `run.json` says; `running` without `isHeld` is a training that was killed. */
  readonly status: 'running' | 'stopped' | 'finished' | 'diverged';
  /** A training is at work there now. */
  readonly isHeld: boolean;
  /** To be trained in all; null before that is written. */
  readonly epochs: number | null;
  readonly note: string | null;
}

export interface TrainingLog {
  readonly name: string;
  readonly epochs: readonly number[];
  /** Columns by their name in the file (`loss`, `accuracy`, `val_loss`), equally long as `epochs`. */
  readonly columns: Readonly<Record<string, readonly (number | null)[]>>;
}

export interface CheckpointHeader {
  readonly format: string;
  readonly producer: string | null;
  /** Names, inputs and outputs of all matrices: what makes two checkpoints epochs of one run. */
  readonly architectureKey: string;
  readonly parameters: number;
  readonly layerNames: readonly string[];
}

export interface MeasureParams {
  readonly file: RunFile;
  readonly prune: Prune;
  /** Edges of the sketch at most. */
  readonly edges: number;
  /** Absolute path of the sample data, if attached. */
  readonly data: string | null;
  /** Another one for another version of the sample data at that path. */
  readonly dataStamp?: string;
}

export interface CompareParams {
  readonly a: MeasureParams;
  readonly b: MeasureParams;
  /** What is measured already, with the same parameters; null is measured on the way. */
  readonly known: { readonly a: MeasuredCheckpoint | null; readonly b: MeasuredCheckpoint | null };
  readonly match: MatchChoice;
  /** Epochs of one run: nodes keep their identity, and only `all` matches them. */
  readonly isOneRun: boolean;
}

export interface ComparedCheckpoints {
  readonly a: MeasuredCheckpoint;
  readonly b: MeasuredCheckpoint;
  /** Without `growth`, which asks for the training's data. */
  readonly pair: PairComparison;
  readonly changes: ChangeSketch;
}

export interface MeasureProgress {
  readonly done: number;
  readonly total: number;
  readonly what: string;
}

export interface MeasuredCheckpoint {
  readonly header: CheckpointHeader;
  readonly report: CheckpointReport;
  readonly sketch: CheckpointSketch;
}

/** What a threshold leaves. */
export interface Accessibility {
  /** Masks of 0 and 1 per node layer of each segment, its input layer first. Null beside a matrix that cannot be pruned. */
  readonly segments: readonly (readonly (readonly number[] | null)[])[];
  /** Share of the entries of all chains; left out by those who know it from the drawn edges. */
  readonly keptShare?: number | null;
}
