import type { ChangeSketch, Comparison, MatchChoice } from './comparison.js';
import type { RunView } from './panel.js';
import type { CheckpointReport } from './report.js';
import type { CheckpointSketch } from './sketch.js';

/** An epoch of one of the runs on show. */
export interface Choice {
  /** Into `CompareView.runs`. */
  readonly run: number;
  /** Into that run's `epochs`. */
  readonly index: number;
}

/** What is compared, as the page shows it: known at once, filled as checkpoints are measured and compared. */
export interface CompareView {
  readonly title: string;
  /** One where both sides are epochs of one run, else a run for each side; at most eight. */
  readonly runs: readonly RunView[];
  /** One sentence for a run that cannot be read, null for the others; as long as `runs`. */
  readonly failures: readonly (string | null)[];
  readonly a: Choice;
  readonly b: Choice;
  /** Further checkpoints for the table and the charts, each compared with a. */
  readonly more: readonly Choice[];
  readonly match: MatchChoice;
  /** Name of the attached sample data; null when none is. */
  readonly data: string | null;
  /** The user has cancelled: nothing more is worked on until an epoch is chosen, or the comparison is asked for again. */
  readonly isPaused: boolean;
  /** What is going on, in words; null when nothing is. */
  readonly activity: { readonly text: string; readonly fraction: number | null } | null;
}

/** What the host tells the page that compares. */
export interface ComparePage {
  view(params: CompareView): void;
  /** Of the view that came last, only this is another one. */
  activity(params: { readonly activity: CompareView['activity'] }): void;
  /** One measured checkpoint of one run; `index` into its epochs. */
  checkpoint(params: {
    readonly run: number;
    readonly index: number;
    readonly report: CheckpointReport;
    readonly sketch: CheckpointSketch;
  }): void;
  /** The answer for this pair (and `more`); `error` is one sentence where the pair cannot be compared. */
  compared(params: {
    readonly a: Choice;
    readonly b: Choice;
    readonly comparison: Comparison | null;
    /** Of b against a; null with `comparison`. */
    readonly changes: ChangeSketch | null;
    readonly error: string | null;
  }): void;
  /** An error that leaves nothing to draw: one sentence. */
  failure(params: { readonly message: string }): void;
  /** Asks for what only the page can make: the drawings as SVG or PNG (base64). */
  picture(params: { readonly kind: 'svg' | 'png' }): string;
}

/** What the page that compares asks of the host. */
export interface CompareHost {
  /** The page listens; the host answers by `view`, `checkpoint` and `compared` calls. */
  ready(params: Record<string, never>): void;
  /** The user has chosen these epochs. The host answers by `view` and, as soon as it is known, `compared`. */
  choose(params: { readonly a: Choice; readonly b: Choice }): void;
  setMatch(params: { readonly match: MatchChoice }): void;
  attachData(params: Record<string, never>): void;
  removeData(params: Record<string, never>): void;
  exportComparison(params: { readonly kind: CompareExportKind | null }): void;
  cancel(params: Record<string, never>): void;
  showLog(params: Record<string, never>): void;
  copy(params: { readonly text: string }): void;
}

export type CompareExportKind = 'html' | 'json' | 'csv' | 'svg' | 'png';
