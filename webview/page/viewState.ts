import type { Prune } from '../../src/protocol/sketch.js';

export type ViewName = 'morphology' | 'metrics' | 'layers';

/** What the reader has chosen; survives a reload. */
export interface ViewState {
  readonly view: ViewName;
  /** File of the chosen epoch; null follows the newest. */
  readonly file: string | null;
  /** Null is the threshold that the report was measured with. */
  readonly prune: Prune | null;
  readonly order: 'connectivity' | 'stored';
  readonly signs: boolean;
  /** Which chain is drawn; null chooses by the number of chains. */
  readonly segment: number | 'all' | null;
  /** How fast epochs play. */
  readonly pace: Pace;
  /** The training that was played last, so that a page that loads anew does not play it again. */
  readonly played: string | null;
}

export const PACES = [0.5, 1, 2, 4] as const;
export type Pace = (typeof PACES)[number];

export const FIRST_VIEW: ViewState = {
  view: 'morphology',
  file: null,
  prune: null,
  order: 'connectivity',
  signs: false,
  segment: null,
  pace: 1,
  played: null,
};

/** A saved state may come from another version: whatever does not fit falls back to the default. */
export function restoredView(saved: unknown): ViewState {
  if (typeof saved !== 'object' || saved === null) return FIRST_VIEW;
  const { view, file, prune, order, signs, segment, pace, played } = saved as Record<string, unknown>;
  return {
    view: view === 'metrics' || view === 'layers' ? view : 'morphology',
    file: typeof file === 'string' ? file : null,
    prune: prune === 'mean' || prune === 'median' || isThreshold(prune) ? prune : null,
    order: order === 'stored' ? 'stored' : 'connectivity',
    signs: signs === true,
    segment: segment === 'all' || (Number.isInteger(segment) && isThreshold(segment)) ? segment : null,
    pace: PACES.find((one) => one === pace) ?? 1,
    played: typeof played === 'string' ? played : null,
  };
}

function isThreshold(value: unknown): value is number {
  return typeof value === 'number' && Number.isFinite(value) && value >= 0;
}
