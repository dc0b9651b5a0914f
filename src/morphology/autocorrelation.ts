import { increments, type LayerLevel } from './increments.js';
import { pearson } from './pearson.js';
import { Random, shuffle } from './random.js';
import { summarize } from './nullDistribution.js';

export interface LagResult {
  readonly lag: number;
  readonly r: number | null;
  /** Pairs of increments. */
  readonly n: number;
  readonly null: { readonly mean: number; readonly sd: number } | null;
  /** Two-sided: twice the smaller tail of the null, at most 1. */
  readonly p: number | null;
  readonly reasons?: Readonly<Record<string, string>>;
}

export const LAGS = [1, 2, 3, 4];
/** Fewer pairs than this give an r, but no p. */
export const LEAST_PAIRS = 20;
const SHUFFLES = 10_000;
const SEED = 2501_05550;

/**
 * Autocorrelation of the increments of one checkpoint: Pearson of d(p) and d(p + lag), each part with its own mean, within
 * segments. Null: the layers' values shuffled among layers that increments tie together, since independent layers already
 * give about -1/2 at lag 1.
 */
export function autocorrelation(layers: readonly LayerLevel[]): LagResult[] {
  const steps = increments(layers);
  const blocks = tiedBlocks(steps);
  const lags = LAGS.map((lag) => {
    const pairs = pairsAt(lag, steps, layers);
    // Filled anew for each shuffle: tens of thousands of arrays an epoch took most of the time.
    const sides = { from: new Float64Array(pairs.length), to: new Float64Array(pairs.length) };
    return { lag, pairs, sides, r: correlate(steps, lag, pairs, sides), nulls: [] as number[] };
  });
  const values = Float64Array.from(layers, (layer) => layer.value ?? 0);
  const shuffled = new Float64Array(steps.length);
  const random = new Random(SEED);
  const defined = lags.filter(({ r }) => r !== null);
  for (let round = 0; defined.length > 0 && round < SHUFFLES; round++) {
    for (const [from, to] of blocks) shuffle(values, from, to, random);
    for (let i = 0; i < shuffled.length; i++) shuffled[i] = (values[i + 1] ?? 0) - (values[i] ?? 0);
    for (const { lag, pairs, sides, nulls } of defined) {
      const r = correlate(shuffled, lag, pairs, sides);
      if (r !== null) nulls.push(r);
    }
  }
  return lags.map(({ lag, pairs, r, nulls }) => resultOf(lag, pairs.length, r, Float64Array.from(nulls)));
}

function resultOf(lag: number, n: number, r: number | null, nulls: Float64Array): LagResult {
  if (r === null || nulls.length === 0) {
    const reason = n < 2 ? `too short to judge: ${counted(n)}` : 'the increments do not vary';
    return { lag, r, n, null: null, p: null, reasons: { r: reason, null: reason, p: reason } };
  }
  const { mean, sd } = summarize(nulls);
  if (n < LEAST_PAIRS) {
    const reason = `too short to judge: ${counted(n)}, at least ${LEAST_PAIRS} are needed`;
    return { lag, r, n, null: { mean, sd }, p: null, reasons: { p: reason } };
  }
  const below = nulls.reduce((count, value) => count + (value <= r ? 1 : 0), 0);
  const above = nulls.reduce((count, value) => count + (value >= r ? 1 : 0), 0);
  return { lag, r, n, null: { mean, sd }, p: Math.min(1, (2 * (1 + Math.min(below, above))) / (1 + nulls.length)) };
}

function counted(pairs: number): string {
  return pairs === 1 ? '1 pair of increments' : `${pairs} pairs of increments`;
}

/** Positions i with both increments i and i + lag defined and in the same segment. */
function pairsAt(lag: number, steps: readonly (number | null)[], layers: readonly LayerLevel[]): number[] {
  const positions: number[] = [];
  for (let i = 0; i + lag < steps.length; i++) {
    if ((steps[i] ?? null) === null || (steps[i + lag] ?? null) === null) continue;
    if (layers[i]?.segment === layers[i + lag]?.segment) positions.push(i);
  }
  return positions;
}

/** @param sides of as many values as there are pairs, which are written over */
function correlate(
  steps: ArrayLike<number | null>,
  lag: number,
  pairs: readonly number[],
  { from, to }: { readonly from: Float64Array; readonly to: Float64Array },
): number | null {
  for (let k = 0; k < pairs.length; k++) {
    const i = pairs[k] as number;
    from[k] = steps[i] ?? 0;
    to[k] = steps[i + lag] ?? 0;
  }
  // Values are normalised, so that their differences carry the rounding of numbers of size 1.
  return pearson(from, to, 1);
}

/** Runs of layers tied together by defined increments, as [from, to). */
function tiedBlocks(steps: readonly (number | null)[]): [number, number][] {
  const blocks: [number, number][] = [];
  let from = 0;
  for (let i = 0; i <= steps.length; i++) {
    if (i < steps.length && steps[i] !== null) continue;
    blocks.push([from, i + 1]);
    from = i + 1;
  }
  return blocks;
}
