import { permutationsFor, permutedProducts } from './permutation.js';
import { averageRanks } from './spearman.js';

/** Two finite quantities of the nodes of one layer. */
export interface LayerPairs {
  readonly x: ArrayLike<number>;
  readonly y: ArrayLike<number>;
}

/** Ranks of two nodes agree or they do not; from three on they can agree in part. */
const LEAST_NODES = 3;
/** The identical order may give other last digits. */
const TIE = 1e-12;

/**
 * Spearman's correlation within each layer, averaged over layers. Layers of fewer than three nodes, or in which a side is
 * constant, are left out.
 * @returns null when no layer is left
 */
export function layerwiseSpearman(layers: readonly LayerPairs[]): number | null {
  const { x, y, sizes } = rankedLayers(layers);
  return sizes.length === 0 ? null : productsOf(x, y) / sizes.length;
}

/**
 * How often chance does as well, with y permuted within layers: (1 + permutations with a mean at least as large) /
 * (1 + permutations), one-sided.
 * @returns null when no layer is left
 */
export function layerwiseP(layers: readonly LayerPairs[]): number | null {
  const { x, y, sizes } = rankedLayers(layers);
  if (sizes.length === 0) return null;
  const least = productsOf(x, y) - TIE;
  const permutations = permutationsFor(x.length);
  const reached = permutedProducts(sizes, x, y, permutations).filter((products) => products >= least).length;
  return (1 + reached) / (1 + permutations);
}

/** The ranks of all layers used, one layer after the other. */
function rankedLayers(layers: readonly LayerPairs[]) {
  const used = layers
    .filter(({ x }) => x.length >= LEAST_NODES)
    .map((layer) => ({ x: unitRanks(layer.x), y: unitRanks(layer.y) }))
    .filter((layer): layer is { x: Float64Array; y: Float64Array } => layer.x !== null && layer.y !== null);
  return {
    x: joined(used.map(({ x }) => x)),
    y: joined(used.map(({ y }) => y)),
    sizes: used.map(({ x }) => x.length),
  };
}

function productsOf(x: Float64Array, y: Float64Array): number {
  return x.reduce((sum, value, i) => sum + value * (y[i] as number), 0);
}

/** Ranks less their mean, scaled to length 1, so that Spearman's correlation is a sum of products; null where all are equal. */
function unitRanks(values: ArrayLike<number>): Float64Array | null {
  const ranks = averageRanks(values);
  const mean = (values.length + 1) / 2;
  const length = Math.sqrt(ranks.reduce((sum, rank) => sum + (rank - mean) ** 2, 0));
  return length === 0 ? null : ranks.map((rank) => (rank - mean) / length);
}

function joined(parts: readonly Float64Array[]): Float64Array {
  return Float64Array.from(parts.flatMap((part) => [...part]));
}
