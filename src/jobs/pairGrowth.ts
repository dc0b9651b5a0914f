import type { PairComparison } from '../protocol/comparison.js';
import type { CallOptions } from '../protocol/rpc.js';
import type { PairRequest } from './comparePair.js';
import { growthOf, type GrowthAnswer } from './growthOf.js';

export interface GrowthPlace {
  /** Absolute path of the bundle `growth.mjs`. */
  readonly script: string;
  /** The folder of downloaded data sets. */
  readonly cache: string;
}

/**
 * The comparison with predicted and actual growth, or the reason why that cannot be said.
 * @throws {CheckpointError} `cancelled`
 */
export async function withGrowth(
  pair: PairComparison,
  { a, b, isOneRun }: PairRequest,
  { script, cache }: GrowthPlace,
  options: CallOptions,
): Promise<PairComparison> {
  const isBetweenEpochs = isOneRun && a.file.path !== b.file.path;
  return holdingGrowth(
    pair,
    isBetweenEpochs
      ? await growthOf(script, { a: a.file, b: b.file, cache }, options)
      : { growth: null, reason: 'growth is predicted from one epoch of a run to a later one' },
  );
}

/** The comparison with what is known of its growth. */
export function holdingGrowth<Pair extends PairComparison>(pair: Pair, { growth, reason }: GrowthAnswer): Pair {
  const reasons = new Map(Object.entries(pair.reasons ?? {}));
  if (reason === null) reasons.delete('growth');
  else reasons.set('growth', reason);
  return { ...pair, growth, reasons: Object.fromEntries(reasons) };
}
