import type { EnsembleSummary } from './ensemble.js';
import type { CheckpointReport, FailedFile } from './report.js';
import type { CheckpointSketch, Prune } from './sketch.js';
import type { ScoreName } from './training.js';
import type { Accessibility, TrainingLog } from './worker.js';

/** A run as the page shows it: known at once, filled as checkpoints are measured. */
export interface RunView {
  readonly title: string;
  readonly format: string;
  readonly producer: string | null;
  readonly epochs: readonly EpochView[];
  readonly failed: readonly FailedFile[];
  readonly trainingLog: TrainingLog | null;
  /** Name of the attached sample data; null when none is. */
  readonly data: string | null;
  /** What is shown of a folder of many networks; null for a run of one. */
  readonly ensemble: EnsembleSummary | null;
  /** What is going on, in words; null when nothing is. */
  readonly activity: { readonly text: string; readonly fraction: number | null } | null;
}

/** The training of the run on show: one of this window, or what its folder tells. */
export interface TrainingView {
  readonly status: TrainingStatus;
  /** What `done` and `total` count. */
  readonly unit: 'epoch' | 'network';
  /** Null while that is not known. */
  readonly done: number | null;
  readonly total: number | null;
  readonly loss: number | null;
  readonly score: { readonly name: ScoreName; readonly value: number } | null;
  /** Of this window's training. */
  readonly effort: { readonly trained: number; readonly seconds: number } | null;
  /** One sentence about how it ended. */
  readonly note: string | null;
  /** Of this window's training, by which a page knows whether it has played it; null for what is only found on the disk. */
  readonly id: string | null;
}

export type TrainingStatus =
  | 'preparing'
  | 'training'
  | 'stopping'
  /** Another process is at work. */
  | 'elsewhere'
  | 'stopped'
  /** It was killed. */
  | 'interrupted'
  | 'finished'
  | 'diverged';

export interface EpochView {
  readonly epoch: number | null;
  readonly file: string;
  readonly state: 'pending' | 'measured' | 'failed';
}

/** What the host tells the page. */
export interface PanelPage {
  /** Replaces the run; checkpoints already received stay where `epochs[i].file` is the same. */
  run(params: RunView): void;
  /** One measured checkpoint; `index` into `epochs`. */
  checkpoint(params: {
    readonly index: number;
    readonly report: CheckpointReport;
    readonly sketch: CheckpointSketch;
  }): void;
  /** Null for a run that Morphoscope did not train. At most ten a second. */
  training(params: { readonly training: TrainingView | null }): void;
  /** An error that leaves nothing to draw: one sentence. */
  failure(params: { readonly message: string }): void;
  /** Asks for what only the page can make: the drawing as SVG, a chart or the drawing as PNG (base64). */
  picture(params: { readonly kind: 'svg' | 'png' }): string;
}

/** What the page asks of the host. */
export interface PanelHost {
  /** The page is drawn and listens; the host answers by `run` and `checkpoint` calls. */
  ready(params: Record<string, never>): void;
  attachData(params: Record<string, never>): void;
  removeData(params: Record<string, never>): void;
  exportReport(params: { readonly kind: ExportKind | null }): void;
  cancel(params: Record<string, never>): void;
  showLog(params: Record<string, never>): void;
  stopTraining(params: Record<string, never>): void;
  resumeTraining(params: Record<string, never>): void;
  openFolder(params: Record<string, never>): void;
  /** Shows one network of an ensemble. */
  openNetwork(params: { readonly folder: string }): void;
  exportModel(params: Record<string, never>): void;
  copy(params: { readonly text: string }): void;
  prune(params: { readonly index: number; readonly prune: Prune }): Accessibility;
  /** Compares the epoch at this place. */
  compare(params: { readonly index: number; readonly to: CompareWith }): void;
}

/** Another place in the run, a checkpoint that is asked for, or what stands on the disk for a version in Git. */
export type CompareWith = number | 'other' | 'counterpart';

export type ExportKind = 'html' | 'json' | 'csv' | 'svg' | 'png';
