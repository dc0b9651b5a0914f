import { pearson } from '../../morphology/pearson.js';
import { permutedSums } from '../../morphology/permutation.js';
import { nodeFractions, type MagnitudeMatrix } from './networkMatrices.js';
import type { RoundCall } from './rounds.js';

/** Nodes of one network, layer after layer, without layers whose next matrix has a single column. */
export interface InOutSample {
  /** Nodes in each layer. */
  readonly sizes: readonly number[];
  /** x = N inFraction - 1 and y = N outFraction - 1. */
  readonly x: Float64Array;
  readonly y: Float64Array;
  /** Which hidden layer each node is of, and which of its nodes. */
  readonly layer: Int32Array;
  readonly node: Int32Array;
}

/** What the in/out correlation is computed on (paper, Fig. 2e). */
export function inOutSample(matrices: readonly MagnitudeMatrix[]): InOutSample {
  const layers = nodeFractions(matrices).flatMap((fractions, layer) =>
    fractions !== null && fractions.nextNodes > 1 ? [{ ...fractions, layer }] : [],
  );
  const deviations = (shares: Float64Array): number[] => Array.from(shares, (share) => share * shares.length - 1);
  return {
    sizes: layers.map(({ inFraction }) => inFraction.length),
    x: Float64Array.from(layers.flatMap(({ inFraction }) => deviations(inFraction))),
    y: Float64Array.from(layers.flatMap(({ outFraction }) => deviations(outFraction))),
    layer: Int32Array.from(layers.flatMap(({ inFraction, layer }) => Array.from(inFraction, () => layer))),
    node: Int32Array.from(layers.flatMap(({ inFraction }) => Array.from(inFraction, (_, node) => node))),
  };
}

/** Pearson's r over all nodes; null where a side is constant. */
export function inOutR({ x, y }: InOutSample): number | null {
  return pearson(x, y, 1);
}

/** The same over live nodes only. @param live for each hidden layer from the first that counts, 1 for a live node */
export function inOutRLive({ x, y, layer, node }: InOutSample, live: readonly Uint8Array[]): number | null {
  const isLive = (_: number, i: number): boolean => live[layer[i] ?? 0]?.[node[i] ?? 0] === 1;
  return pearson(x.filter(isLive), y.filter(isLive), 1);
}

/**
 * What a weighted sum of networks' r is when nothing links in to out: y is permuted within the layers of all networks at once.
 * Of 10,000 networks it takes half a minute.
 * @returns the sum in each of `rounds` permutations; samples without an r count nothing
 * @throws {CheckpointError} `cancelled`
 */
export async function permutedR(
  samples: readonly { readonly sample: InOutSample; readonly weight: number }[],
  rounds: number,
  onRound: RoundCall,
): Promise<Float64Array> {
  const used = samples.filter(({ sample }) => inOutR(sample) !== null);
  const joined = (parts: readonly Float64Array[]) => Float64Array.from(parts.flatMap((part) => [...part]));
  const sums = permutedSums(
    used.flatMap(({ sample }) => sample.sizes),
    joined(used.map(({ sample, weight }) => centred(sample.x, weight))),
    joined(used.map(({ sample }) => centred(sample.y, 1))),
  );
  const drawn = new Float64Array(rounds);
  for (let round = 0; round < rounds; round++) {
    await onRound(round);
    drawn[round] = sums.next().value;
  }
  return drawn;
}

/** Less the mean and of length `weight`, so that a correlation is a sum of products. */
function centred(values: Float64Array, weight: number): Float64Array {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const length = Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0));
  return values.map((value) => (weight * (value - mean)) / length);
}
