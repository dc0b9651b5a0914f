import type { ComparedSide, Comparison, PairComparison } from '../protocol/comparison.js';

/** One checkpoint with what changed from a to it. */
export interface ComparedWithA {
  readonly side: ComparedSide;
  readonly pair: PairComparison;
}

/** The document `morphoscope/comparison@1`: a against b, and against each of `more`. */
export function createComparison(
  a: ComparedSide,
  { side: b, pair }: ComparedWithA,
  more: readonly ComparedWithA[],
): Comparison {
  return {
    schema: 'morphoscope/comparison@1',
    generator: { name: 'morphoscope', version: MORPHOSCOPE_VERSION },
    a,
    b,
    ...pair,
    more: more.map(({ side, pair: other }) => ({ ...side, ...other })),
  };
}

/** Every checkpoint that was compared with a, b first. */
export function pairsOf(comparison: Comparison): readonly ComparedWithA[] {
  return [{ side: comparison.b, pair: comparison }, ...comparison.more.map((other) => ({ side: other, pair: other }))];
}

/** "run/epoch-0350.h5 (epoch 350)": a checkpoint in a sentence. */
export function sideText({ path, epoch }: ComparedSide): string {
  return epoch === null ? path : `${path} (epoch ${epoch})`;
}
