import type { Network, WeightMatrix } from '../network/network.js';
import type { MatchChoice, Permutation } from '../protocol/comparison.js';
import type { MeasureProgress } from '../protocol/worker.js';
import type { LayerSimilarity } from './activationComparison.js';
import type { Alignment } from './alignment.js';
import { matchNodes, widestMatched } from './matching/matchNodes.js';
import { permutedNetwork } from './matching/permutedNetwork.js';

export interface SidesOptions {
  readonly match: MatchChoice;
  /** Epochs of one run: nodes keep their identity, and only `all` matches them. */
  readonly isOneRun: boolean;
  /**
   * Compares what both sides make of the sample data, layer by layer, and correlates nodes of layers up to a width; null
   * without data.
   */
  readonly compareActivations:
    ((layers: Alignment['layers'], correlateUpTo: number) => Promise<readonly LayerSimilarity[]>) | null;
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: ((progress: MeasureProgress) => void) | undefined;
}

/** b in the order of a's nodes, and what was found on the way. */
export interface MatchedSides {
  readonly permutation: Permutation;
  /** A matrix of b with its nodes in a's order; itself where nothing moves. */
  matched(matrix: WeightMatrix): WeightMatrix;
  /** For each pair of layers of the alignment; null where nodes keep their identity. */
  readonly orders: readonly (readonly number[] | null)[];
  /** For each pair of layers; null without data. */
  readonly similarities: readonly LayerSimilarity[] | null;
}

/** @throws {CheckpointError} `cancelled`, `bad-data`, or what the readers throw. */
export async function matchSides(
  a: Network,
  b: Network,
  alignment: Alignment,
  options: SidesOptions,
): Promise<MatchedSides> {
  const { match, isOneRun, compareActivations, signal, onProgress } = options;
  const widest = isOneRun && match !== 'all' ? 0 : widestMatched(match);
  const similarities = (await compareActivations?.(alignment.layers, widest)) ?? null;
  if (widest === 0) return { ...unmatched(isOneRun, alignment), similarities };
  const correlations = similarities?.map(({ correlation }) => correlation) ?? null;
  const matching = await matchNodes(a, b, { match, common: alignment, correlations, signal, onProgress });
  const ordered = permutedNetwork(b, matching.orders);
  const matrices = new Map(b.matrices.map(({ matrix }, place) => [matrix, ordered.matrices[place]?.matrix ?? matrix]));
  return {
    permutation: matching.permutation,
    matched: (matrix) => matrices.get(matrix) ?? matrix,
    orders: matching.layerOrders,
    similarities,
  };
}

/** Nothing is matched. */
function unmatched(isOneRun: boolean, { layers }: Alignment): Omit<MatchedSides, 'similarities'> {
  const why = isOneRun
    ? 'Both are epochs of one run, where nodes keep their identity.'
    : 'Matching is switched off: nodes are compared as they are stored.';
  return {
    permutation: { applied: false, layers: [], why },
    matched: (matrix) => matrix,
    orders: layers.map(() => null),
  };
}
