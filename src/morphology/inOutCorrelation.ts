import { pearson, slopeThroughOrigin } from './pearson.js';
import { permutationsFor, permutedProducts } from './permutation.js';
import { summarize, type NullDistribution } from './nullDistribution.js';

/** One hidden layer's part of the sample. */
export interface InOutLayer {
  readonly name: string;
  readonly inFraction: ArrayLike<number>;
  readonly outFraction: ArrayLike<number>;
  /** One 0 or 1 per node; null without data. */
  readonly live: ArrayLike<number> | null;
}

export interface InOutResult {
  readonly r: number | null;
  /** One-sided, (1 + permutations with r* >= r) / (1 + permutations). */
  readonly p: number | null;
  readonly n: number;
  readonly slope: number | null;
  readonly layersUsed: readonly string[];
  readonly nullR: NullDistribution | null;
  readonly permutations: number;
  readonly rLive: number | null;
  readonly nLive: number | null;
}

/** r* of the identical order may differ from r in its last digits. */
const TIE = 1e-12;

/**
 * Pearson's correlation of x = N inFraction - 1 and y = N outFraction - 1 over the nodes of these layers, with y permuted
 * within the layers as its null (paper, Fig. 2e). The caller leaves out layers whose next matrix has a single column.
 */
export function inOutCorrelation(layers: readonly InOutLayer[]): InOutResult {
  const x = deviations(layers, (layer) => layer.inFraction);
  const y = deviations(layers, (layer) => layer.outFraction);
  const r = pearson(x, y, 1);
  const live = liveIndices(layers);
  const measured = {
    r,
    n: x.length,
    slope: r === null && isRounding(x) ? null : slopeThroughOrigin(x, y),
    layersUsed: layers.map((layer) => layer.name),
    rLive: live === null ? null : pearson(at(x, live), at(y, live), 1),
    nLive: live === null ? null : live.length,
  };
  if (r === null) return { ...measured, p: null, nullR: null, permutations: 0 };
  const permutations = permutationsFor(x.length);
  const nulls = permuted(layers, x, y, permutations);
  const reached = nulls.reduce((count, value) => count + (value >= r - TIE ? 1 : 0), 0);
  return { ...measured, p: (1 + reached) / (1 + permutations), nullR: summarize(nulls), permutations };
}

function deviations(
  layers: readonly InOutLayer[],
  fractionsOf: (layer: InOutLayer) => ArrayLike<number>,
): Float64Array {
  return Float64Array.from(
    layers.flatMap((layer) => {
      const fractions = fractionsOf(layer);
      return Array.from(fractions, (share) => share * fractions.length - 1);
    }),
  );
}

/** Positions of live nodes in the sample, in the layers with data; null when none has. */
function liveIndices(layers: readonly InOutLayer[]): number[] | null {
  if (layers.every((layer) => layer.live === null)) return null;
  const indices: number[] = [];
  let offset = 0;
  for (const { live, inFraction } of layers) {
    for (let node = 0; live !== null && node < live.length; node++) if (live[node] === 1) indices.push(offset + node);
    offset += inFraction.length;
  }
  return indices;
}

function at(values: Float64Array, indices: readonly number[]): Float64Array {
  return Float64Array.from(indices, (index) => values[index] ?? 0);
}

function isRounding(x: Float64Array): boolean {
  return x.every((value) => Math.abs(value) < TIE);
}

/** r* of each permutation. Means and variances stay, so that only the products have to be added again. */
function permuted(layers: readonly InOutLayer[], x: Float64Array, y: Float64Array, permutations: number): Float64Array {
  const [centredX, centredY] = [centred(x), centred(y)];
  const scale = Math.sqrt(squares(centredX)) * Math.sqrt(squares(centredY));
  const sizes = layers.map(({ inFraction }) => inFraction.length);
  return permutedProducts(sizes, centredX, centredY, permutations).map((products) => products / scale);
}

function centred(values: Float64Array): Float64Array {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  return values.map((value) => value - mean);
}

function squares(values: Float64Array): number {
  return values.reduce((sum, value) => sum + value * value, 0);
}
