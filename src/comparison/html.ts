import type { ChangeSketch, Comparison } from '../protocol/comparison.js';
import type { CompareView } from '../protocol/comparePanel.js';
import type { CheckpointReport } from '../protocol/report.js';
import type { CheckpointSketch } from '../protocol/sketch.js';
import { pagePieces, type PageAssets } from '../report/html.js';

/** What the page that compares finds in its own document when no host answers it. */
export interface EmbeddedComparison {
  readonly view: CompareView;
  /** Of all epochs that are measured; those that are not compared are only needed for the timeline. */
  readonly checkpoints: readonly EmbeddedCheckpoint[];
  /** The answer for the view's a, b and `more`. */
  readonly comparison: Comparison | null;
  readonly changes: ChangeSketch | null;
  /** One sentence where the pair cannot be compared. */
  readonly error: string | null;
}

interface EmbeddedCheckpoint {
  readonly run: number;
  /** Into that run's `epochs`. */
  readonly index: number;
  readonly report: CheckpointReport;
  readonly sketch: CheckpointSketch;
}

/**
 * The page that compares with its data inside, small enough to attach to an issue: the checkpoints compared are whole,
 * the other epochs hold only what the timeline shows.
 */
export function comparisonHtmlPieces(
  { view, checkpoints, comparison, changes, error }: EmbeddedComparison,
  assets: PageAssets,
): Generator<string, void, undefined> {
  const { a, b, more } = view;
  const whole = new Set([a, b, ...more].map(({ run, index }) => `${run} ${index}`));
  const data = [
    {
      attributes: 'id="morphoscope-comparison"',
      value: { ...view, isPaused: false, activity: null } satisfies CompareView,
    },
    ...checkpoints.map((checkpoint) => ({
      attributes: 'class="morphoscope-compared-checkpoint"',
      value: whole.has(`${checkpoint.run} ${checkpoint.index}`) ? checkpoint : outline(checkpoint),
    })),
    { attributes: 'id="morphoscope-compared"', value: { a, b, comparison, changes, error } },
  ];
  return pagePieces(view.title, data, assets);
}

/** A checkpoint without its nodes, matrices and drawing. */
function outline({ run, index, report }: EmbeddedCheckpoint): EmbeddedCheckpoint {
  const layers = report.layers.map((layer) => ({
    ...layer,
    inFraction: null,
    outFraction: null,
    connectivity: null,
    live: null,
  }));
  const slim = {
    ...report,
    matrices: [],
    layers,
    increments: { entropy: [], amplitude: [] },
    incrementAutocorrelation: { amplitude: [], entropy: [] },
    skipped: [],
  };
  return { run, index, report: slim, sketch: { segments: [] } };
}
