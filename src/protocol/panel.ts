import type { CheckpointReport, FailedFile } from './report.js';
import type { CheckpointSketch, Prune } from './sketch.js';
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
  /** What is going on, in words; null when nothing is. */
  readonly activity: { readonly text: string; readonly fraction: number | null } | null;
}

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
  copy(params: { readonly text: string }): void;
  prune(params: { readonly index: number; readonly prune: Prune }): Accessibility;
}

export type ExportKind = 'html' | 'json' | 'csv' | 'svg' | 'png';
