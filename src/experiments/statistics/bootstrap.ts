import { quantile } from '../../morphology/nullDistribution.js';
import { Random } from '../../morphology/random.js';
import type { RoundCall } from './rounds.js';

/** How a statistic scatters when the networks are drawn anew from those there are. */
export interface Bootstrap {
  readonly mean: number;
  readonly standardError: number;
  /** 99 %, between percentiles. */
  readonly interval: { readonly low: number; readonly high: number };
  /** Of each resample that has the statistic. */
  readonly values: Float64Array;
}

/** Resamples of a figure's final numbers, and while networks are still missing. */
export const RESAMPLES = { final: 2000, preview: 100 } as const;

interface ResampleOptions {
  readonly resamples: number;
  readonly seed: number;
}

type Drawn = (drawn: readonly Int32Array[]) => number | null;

const TAIL = 0.005;
/** A stream of the seed that nothing else draws from. */
const STREAM = 211;

/**
 * @param sizes networks in each group; a network is drawn with those of its group only
 * @param statistic of the networks whose places it is given, group by group; null where it has none
 * @returns null with a group of fewer than two networks, or where fewer than half of the resamples have the statistic
 */
export function bootstrap(
  sizes: readonly number[],
  statistic: Drawn,
  { resamples, seed }: ResampleOptions,
): Bootstrap | null {
  const found: number[] = [];
  for (const drawn of draws(sizes, { resamples, seed })) {
    const value = statistic(drawn);
    if (value !== null) found.push(value);
  }
  return scatterOf(found, resamples);
}

/**
 * The same for a statistic of all layers of all networks, where 2000 resamples of 10,000 networks take ten seconds and more.
 * Of one number a network they take less than one, of the figures' groups of 50 networks a few hundredths.
 * @throws {CheckpointError} `cancelled`
 */
export async function bootstrapInTurns(
  sizes: readonly number[],
  statistic: Drawn,
  { resamples, seed, onRound }: ResampleOptions & { readonly onRound: RoundCall },
): Promise<Bootstrap | null> {
  const found: number[] = [];
  let round = 0;
  for (const drawn of draws(sizes, { resamples, seed })) {
    await onRound(round++);
    const value = statistic(drawn);
    if (value !== null) found.push(value);
  }
  return scatterOf(found, resamples);
}

/** Places of networks, the same arrays each time; none with a group of fewer than two networks. */
function* draws(sizes: readonly number[], { resamples, seed }: ResampleOptions): Generator<readonly Int32Array[]> {
  if (sizes.length === 0 || sizes.some((size) => size < 2)) return;
  const random = new Random(seed, STREAM);
  const drawn = sizes.map((size) => new Int32Array(size));
  for (let round = 0; round < resamples; round++) {
    for (const places of drawn) for (let i = 0; i < places.length; i++) places[i] = random.below(places.length);
    yield drawn;
  }
}

/**
 * @param found values of the resamples that have the statistic
 * @returns null where fewer than half of the resamples have it, or fewer than two
 */
export function scatterOf(found: ArrayLike<number>, resamples: number): Bootstrap | null {
  if (found.length < Math.max(2, resamples / 2)) return null;
  const values = Float64Array.from(found).sort();
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  return {
    mean,
    standardError: Math.sqrt(squares / (values.length - 1)),
    interval: { low: quantile(values, TAIL), high: quantile(values, 1 - TAIL) },
    values,
  };
}

/** Of the mean of one value a network. */
export function bootstrapMean(values: ArrayLike<number>, options: ResampleOptions): Bootstrap | null {
  return bootstrap([values.length], ([drawn]) => meanAt(values, drawn ?? []), options);
}

/** Mean of the values at these places. */
export function meanAt(values: ArrayLike<number>, places: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < places.length; i++) sum += values[places[i] as number] as number;
  return sum / places.length;
}

/** One-sided: how often the resamples lie on the side that the claim denies, (1 + those) / (1 + all). */
export function bootstrapP({ values }: Bootstrap, isDenied: (value: number) => boolean): number {
  return (1 + values.filter((value) => isDenied(value)).length) / (1 + values.length);
}
