import type { MatchChoice } from '../../src/protocol/comparison.js';
import type { Choice, CompareExportKind, ComparePage } from '../../src/protocol/comparePanel.js';
import type { Handlers } from '../../src/protocol/rpc.js';

/** What the page that compares can ask for, of the extension or, in a standalone document, of nobody. */
export interface CompareProvider {
  /** False in a standalone document: nobody is there to compare other epochs. */
  readonly live: boolean;
  readonly exports: readonly CompareExportKind[];
  /** Registers what the page is told, then asks for it. */
  start(page: Handlers<ComparePage>): void;
  /** Resolves when the choice has been taken. */
  choose(a: Choice, b: Choice): Promise<void>;
  setMatch(match: MatchChoice): void;
  attachData(): void;
  removeData(): void;
  exportComparison(kind: CompareExportKind): void;
  cancel(): void;
  showLog(): void;
  copy(text: string): Promise<void>;
  /** Whatever was saved last, even before a reload; unchecked. */
  savedView(): unknown;
  saveView(view: unknown): void;
}
