import type { Choice } from '../../src/protocol/comparePanel.js';
import type { PairChoice } from './useComparison.js';

export type SideName = 'a' | 'b';

/** How many epochs each side has to choose from. */
export type Counts = Readonly<Record<SideName, number>>;

/**
 * One side moved to another of its epochs. Locked, the other side goes along by as many epochs, and both only as far as both
 * can, so that their distance stays.
 */
export function moved(pair: PairChoice, side: SideName, to: number, counts: Counts, locked: boolean): PairChoice {
  const other = side === 'a' ? 'b' : 'a';
  const from = pair[side].index;
  let by = within(to, counts[side]) - from;
  if (locked) by = within(pair[other].index + by, counts[other]) - pair[other].index;
  const shifted = (choice: Choice): Choice => ({ ...choice, index: choice.index + by });
  return { ...pair, [side]: shifted(pair[side]), ...(locked ? { [other]: shifted(pair[other]) } : {}) };
}

export function swapped({ a, b }: PairChoice): PairChoice {
  return { a: b, b: a };
}

function within(index: number, count: number): number {
  return Math.max(0, Math.min(count - 1, index));
}
