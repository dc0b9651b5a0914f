import { summarize } from '../morphology/nullDistribution.js';
import { Pauses } from '../morphology/pause.js';
import {
  permutedUnits,
  pooledLags,
  resampledLags,
  resampledUnits,
  type LagKind,
  type LayerLevels,
} from '../morphology/pooledLags.js';
import { Random } from '../morphology/random.js';
import type { SimulatedLag } from '../protocol/simulation.js';
import { BOOTSTRAP_STREAM, PERMUTATION_STREAM } from './streams.js';

/** Layer differences that are shown. */
export const LAGS = [1, 2, 3, 4] as const;

export interface ResampledLag {
  readonly lag: number;
  readonly r: number | null;
  /** Ascending; empty for a single run. By bootstrap over runs, and with each layer's values permuted across runs. */
  readonly bootstrap: Float64Array;
  readonly permuted: Float64Array;
}

export interface ResampleOptions {
  readonly seed: number;
  readonly rounds: number;
  readonly signal: AbortSignal | undefined;
  /** After each resample and each permutation. */
  readonly onRound?: () => void;
}

/**
 * Autocorrelation pooled over runs, with its sampling error and its null.
 * @throws {CheckpointError} `cancelled`
 */
export async function chainLags(
  levels: LayerLevels,
  kind: LagKind,
  { seed, rounds, signal, onRound }: ResampleOptions,
): Promise<ResampledLag[]> {
  const lags = LAGS.filter((lag) => lag < levels.layers);
  const options = { rounds, pauses: new Pauses(signal), onRound };
  const [drawing, shuffling] = [new Random(seed, BOOTSTRAP_STREAM), new Random(seed, PERMUTATION_STREAM)];
  const observed = pooledLags(levels, kind, lags);
  const bootstrap = await resampledLags(levels, kind, lags, () => resampledUnits(levels, drawing), options);
  const permuted = await resampledLags(levels, kind, lags, () => permutedUnits(levels, shuffling), options);
  return lags.map((lag, index) => ({
    lag,
    r: observed[index] ?? null,
    bootstrap: bootstrap[index] ?? new Float64Array(),
    permuted: permuted[index] ?? new Float64Array(),
  }));
}

/** As documents and charts hold it. */
export function simulatedLag({ lag, r, bootstrap, permuted }: ResampledLag): SimulatedLag {
  return {
    lag,
    r,
    standardError: bootstrap.length === 0 ? null : summarize(bootstrap).sd,
    null: permuted.length === 0 ? null : summarize(permuted).mean,
  };
}
