import type { TimelineQuantity } from './timelineRows.js';

/** What the reader of a comparison has chosen beside the epochs; survives a reload. */
export interface CompareChoices {
  readonly order: 'connectivity' | 'stored';
  /** Both sides keep their distance. */
  readonly locked: boolean;
  /** Which chain is drawn; null chooses by the number of chains. */
  readonly segment: number | 'all' | null;
  /** What the timeline shows of each layer. */
  readonly quantity: TimelineQuantity;
}

const FIRST_CHOICES: CompareChoices = { order: 'connectivity', locked: false, segment: null, quantity: 'entropy' };

/** A saved state may come from another version: whatever does not fit falls back to the default. */
export function restoredChoices(saved: unknown): CompareChoices {
  if (typeof saved !== 'object' || saved === null) return FIRST_CHOICES;
  const { order, locked, segment, quantity } = saved as Record<string, unknown>;
  return {
    order: order === 'stored' ? 'stored' : 'connectivity',
    locked: locked === true,
    segment:
      segment === 'all' || (typeof segment === 'number' && Number.isInteger(segment) && segment >= 0) ? segment : null,
    quantity: quantity === 'amplitude' || quantity === 'accessible' ? quantity : 'entropy',
  };
}
