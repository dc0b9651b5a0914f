import { amplitude, normalizedAmplitude } from '../../morphology/amplitude.js';
import { connectivity } from '../../morphology/connectivity.js';
import { entropy, normalizedEntropy } from '../../morphology/entropy.js';
import type { LayerLevels } from '../../morphology/pooledLags.js';
import { nodeFractions, type MagnitudeMatrix } from './networkMatrices.js';

/** Normalised quantities of the hidden layers whose next matrix has at least two columns, first to last. */
export interface LayerQuantities {
  readonly amplitude: readonly number[];
  readonly entropy: readonly number[];
}

/** @returns null for a network one of whose layers has none: beside a matrix that is zero or not finite, or of a single node */
export function layerQuantities(matrices: readonly MagnitudeMatrix[]): LayerQuantities | null {
  const quantities: { amplitude: number[]; entropy: number[] } = { amplitude: [], entropy: [] };
  for (const layer of nodeFractions(matrices)) {
    if (layer === null) return null;
    if (layer.nextNodes < 2) continue;
    const r = connectivity(layer.inFraction, layer.outFraction);
    const [absolute, height] = [entropy(r), normalizedAmplitude(amplitude(r), r.length)];
    const width = absolute === null ? null : normalizedEntropy(absolute, r.length);
    if (height === null || width === null) return null;
    quantities.amplitude.push(height);
    quantities.entropy.push(width);
  }
  return quantities;
}

/** One row a network, all of the same layers. */
export function levelsOf(rows: readonly (readonly number[])[]): LayerLevels {
  return { values: Float64Array.from(rows.flat()), units: rows.length, layers: rows[0]?.length ?? 0 };
}
