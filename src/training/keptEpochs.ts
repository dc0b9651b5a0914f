import type { Keep } from '../protocol/training.js';

export type { Keep };

/** The channel forms within these. */
const DENSE = 20;
/** Further epochs of a thinned run. */
const THINNED = 19;

/**
 * Epochs to keep of a run of this length, in order. `ends`: the first and the last. `thin`: 0 to 20, then ever fewer, by a
 * constant ratio up to the last: about 40 in all.
 */
export function keptEpochs(epochs: number, keep: Keep): readonly number[] {
  if (keep === 'ends') return [0, epochs];
  const dense = keep === 'all' ? epochs : Math.min(epochs, DENSE);
  const kept = new Set(Array.from({ length: dense + 1 }, (_, epoch) => epoch));
  for (let i = 1; i <= THINNED && epochs > dense; i++) {
    kept.add(Math.round(DENSE * (epochs / DENSE) ** (i / THINNED)));
  }
  return [...kept].sort((a, b) => a - b);
}

/** `epoch-0007.h5` */
export function epochFile(epoch: number): string {
  return `epoch-${String(epoch).padStart(4, '0')}.h5`;
}
