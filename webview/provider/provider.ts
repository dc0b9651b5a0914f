import type { CompareWith, ExportKind, PanelPage } from '../../src/protocol/panel.js';
import type { Handlers } from '../../src/protocol/rpc.js';
import type { Prune } from '../../src/protocol/sketch.js';
import type { Accessibility } from '../../src/protocol/worker.js';

/**
 * Where the page's data comes from and what it can ask for: the extension, or the document itself in a standalone
 * report. The page depends on this alone.
 */
export interface Provider {
  /** False in a standalone report: there is nobody to read files, cancel or show a log. */
  readonly live: boolean;
  readonly exports: readonly ExportKind[];
  /** Registers what the page is told, then asks for the run. */
  start(page: Handlers<PanelPage>): void;
  attachData(): void;
  removeData(): void;
  exportReport(kind: ExportKind): void;
  /** True for a version that Git keeps of a file on disk. */
  readonly hasCounterpart: boolean;
  /** Shows the epoch at this place beside another checkpoint. */
  compare(index: number, to: CompareWith): void;
  cancel(): void;
  showLog(): void;
  stopTraining(): void;
  resumeTraining(): void;
  /** Shows the run's folder where files are looked at. */
  openFolder(): void;
  /** Shows one network of an ensemble, by the name of its folder. */
  openNetwork(folder: string): void;
  /** Writes the last weights of a run that Morphoscope trained as a TensorFlow.js model. */
  exportModel(): void;
  copy(text: string): Promise<void>;
  /**
   * Nodes that stay accessible at another threshold.
   * @throws {Error} with one sentence when it cannot be told
   */
  prune(index: number, prune: Prune, signal: AbortSignal): Promise<Accessibility>;
  /** Whatever was saved last, even before a reload; unchecked. */
  savedView(): unknown;
  saveView(view: unknown): void;
}
