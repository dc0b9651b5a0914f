import type { Pauses } from './pause.js';
import { pearson } from './pearson.js';
import { shuffle, type Random } from './random.js';

/** A quantity of each layer in many networks or simulated chains, units x layers. */
export interface LayerLevels {
  readonly values: Float64Array;
  readonly units: number;
  readonly layers: number;
}

/** `increments` correlates value(p + 1) - value(p), `levels` the values themselves. */
export type LagKind = 'increments' | 'levels';

/**
 * Pearson's correlation of a layer with the layer `lag` further on, pooled over all pairs (unit, layer) after the layers'
 * mean over units has been taken off, each part with its own mean. Of a single unit nothing is taken off.
 * @returns one for each lag; null for fewer than two pairs and where nothing varies
 */
export function pooledLags(levels: LayerLevels, kind: LagKind, lags: readonly number[]): (number | null)[] {
  const series = kind === 'levels' ? withoutProfile(levels) : differences(withoutProfile(levels));
  // Levels are of size 1 at most, and carry the rounding of that.
  return lags.map((lag) => pearson(part(series, 0, lag), part(series, lag, lag), 1));
}

function withoutProfile({ values, units, layers }: LayerLevels): LayerLevels {
  if (units < 2) return { values, units, layers };
  const detrended = new Float64Array(values.length);
  for (let layer = 0; layer < layers; layer++) {
    let sum = 0;
    for (let at = layer; at < values.length; at += layers) sum += values[at] as number;
    for (let at = layer; at < values.length; at += layers) detrended[at] = (values[at] as number) - sum / units;
  }
  return { values: detrended, units, layers };
}

function differences({ values, units, layers }: LayerLevels): LayerLevels {
  const steps = new Float64Array(units * (layers - 1));
  let next = 0;
  for (let at = 1; at < values.length; at++) {
    if (at % layers !== 0) steps[next++] = (values[at] as number) - (values[at - 1] as number);
  }
  return { values: steps, units, layers: layers - 1 };
}

/** All units' values from layer `from` on, as many as have a partner `lag` layers away. */
function part({ values, units, layers }: LayerLevels, from: number, lag: number): Float64Array {
  const length = Math.max(0, layers - lag);
  const found = new Float64Array(units * length);
  for (let unit = 0; unit < units; unit++) {
    for (let i = 0; i < length; i++) found[unit * length + i] = values[unit * layers + from + i] as number;
  }
  return found;
}

/** Another sample of as many units, drawn with replacement. */
export function resampledUnits({ values, units, layers }: LayerLevels, random: Random): LayerLevels {
  const drawn = new Float64Array(values.length);
  for (let unit = 0; unit < units; unit++) {
    const from = random.below(units) * layers;
    drawn.set(values.subarray(from, from + layers), unit * layers);
  }
  return { values: drawn, units, layers };
}

/** Each layer's values permuted across units: profile and variances stay, and nothing ties a unit's layers together. */
export function permutedUnits({ values, units, layers }: LayerLevels, random: Random): LayerLevels {
  const permuted = new Float64Array(values.length);
  const column = new Float64Array(units);
  for (let layer = 0; layer < layers; layer++) {
    for (let unit = 0; unit < units; unit++) column[unit] = values[unit * layers + layer] as number;
    shuffle(column, 0, units, random);
    for (let unit = 0; unit < units; unit++) permuted[unit * layers + layer] = column[unit] as number;
  }
  return { values: permuted, units, layers };
}

interface ResampledOptions {
  readonly rounds: number;
  readonly pauses: Pauses;
  /** After each. */
  readonly onRound?: (() => void) | undefined;
}

/** Resamples of `pooledLags`, one ascending list a lag; empty for a single unit. */
export async function resampledLags(
  levels: LayerLevels,
  kind: LagKind,
  lags: readonly number[],
  resample: () => LayerLevels,
  { rounds, pauses, onRound }: ResampledOptions,
): Promise<Float64Array[]> {
  const samples: number[][] = lags.map(() => []);
  for (let round = 0; levels.units > 1 && round < rounds; round++) {
    await pauses.pause();
    pooledLags(resample(), kind, lags).forEach((r, index) => {
      if (r !== null) samples[index]?.push(r);
    });
    onRound?.();
  }
  return samples.map((sample) => Float64Array.from(sample).sort());
}
