import type { Pauses } from '../morphology/pause.js';
import {
  permutedUnits,
  pooledLags,
  resampledLags,
  resampledUnits,
  type LayerLevels,
} from '../morphology/pooledLags.js';
import { Random } from '../morphology/random.js';
import { scatterOf, type Bootstrap } from './statistics/bootstrap.js';

export const ENSEMBLE_LAGS = [1, 2, 3, 4] as const;

/** Streams of the seed. */
const STREAMS = { networks: 221, layers: 222 };
/** r of the identical order may differ in its last digits. */
const TIE = 1e-12;

/** Autocorrelation of the increments of a quantity at one lag, over an ensemble (definitions.md). */
export interface EnsembleLag {
  readonly lag: number;
  readonly r: number;
  /** Over networks; null for one. */
  readonly scatter: Bootstrap | null;
  /** (a): each layer's values permuted across networks; p one-sided, for an r below it at odd lags and above it at even ones. */
  readonly permuted: { readonly mean: number; readonly sd: number; readonly p: number } | null;
  /** (b): the same networks by their live nodes alone; `beyond` is how r less its r scatters over networks. */
  readonly liveMask: {
    readonly r: number;
    readonly scatter: Bootstrap | null;
    readonly beyond: Bootstrap | null;
  } | null;
}

export interface EnsembleOptions {
  /** Resamples of networks, and permutations. */
  readonly rounds: number;
  readonly seed: number;
  readonly pauses: Pauses;
}

/**
 * Lags 1 to 4, pooled over all pairs of networks and layers after the layers' mean over networks is taken off.
 * @param model the live-mask null's values of the same networks in the same order; null to leave it out
 * @returns without the lags that have no r
 * @throws {CheckpointError} `cancelled`
 */
export async function ensembleAutocorrelation(
  levels: LayerLevels,
  model: LayerLevels | null,
  { rounds, seed, pauses }: EnsembleOptions,
): Promise<readonly EnsembleLag[]> {
  const observed = pooledLags(levels, 'increments', ENSEMBLE_LAGS);
  const modelled = model === null ? null : pooledLags(model, 'increments', ENSEMBLE_LAGS);
  const random = new Random(seed, STREAMS.layers);
  const nulls = await resampledLags(levels, 'increments', ENSEMBLE_LAGS, () => permutedUnits(levels, random), {
    rounds,
    pauses,
  });
  const drawn = await pairedResamples(levels, model, { rounds, seed, pauses });
  return ENSEMBLE_LAGS.flatMap((lag, index) => {
    const r = observed[index] ?? null;
    if (r === null) return [];
    const mask = modelled?.[index] ?? null;
    const { own = [], masks = [], differences = [] } = drawn[index] ?? {};
    return [
      {
        lag,
        r,
        scatter: scatterOf(own, rounds),
        permuted: permutedNull(lag, r, nulls[index] ?? new Float64Array()),
        liveMask:
          mask === null ? null : { r: mask, scatter: scatterOf(masks, rounds), beyond: scatterOf(differences, rounds) },
      },
    ];
  });
}

/** Networks drawn anew, the same of both. */
async function pairedResamples(levels: LayerLevels, model: LayerLevels | null, options: EnsembleOptions) {
  const lags = ENSEMBLE_LAGS.map(() => ({ own: [] as number[], masks: [] as number[], differences: [] as number[] }));
  const [first, second] = [0, 1].map(() => new Random(options.seed, STREAMS.networks)) as [Random, Random];
  for (let round = 0; levels.units > 1 && round < options.rounds; round++) {
    await options.pauses.pause();
    const own = pooledLags(resampledUnits(levels, first), 'increments', ENSEMBLE_LAGS);
    const masks = model === null ? [] : pooledLags(resampledUnits(model, second), 'increments', ENSEMBLE_LAGS);
    lags.forEach((lag, index) => {
      const [r, mask] = [own[index] ?? null, masks[index] ?? null];
      if (r !== null) lag.own.push(r);
      if (mask !== null) lag.masks.push(mask);
      if (r !== null && mask !== null) lag.differences.push(r - mask);
    });
  }
  return lags;
}

function permutedNull(lag: number, r: number, nulls: Float64Array): EnsembleLag['permuted'] {
  const scatter = scatterOf(nulls, nulls.length);
  if (scatter === null) return null;
  const reached = nulls.filter((value) => (lag % 2 === 1 ? value <= r + TIE : value >= r - TIE)).length;
  return { mean: scatter.mean, sd: scatter.standardError, p: (1 + reached) / (1 + nulls.length) };
}
