import {
  LAYER_QUANTITIES,
  type Comparison,
  type LayerComparison,
  type MatrixComparison,
  type PairComparison,
} from '../../src/protocol/comparison.js';

/** One row of a table: one matrix or layer, or all of them, of one checkpoint against a. */
export interface PairRow<Of> {
  /** What a is compared with. */
  readonly against: string;
  readonly name: string;
  readonly of: Of;
}

/** A comparison's pairs in order, b first. @param names of b and of each of `more` */
export function pairsOf(
  comparison: Comparison,
  names: readonly string[],
): readonly { readonly against: string; readonly pair: PairComparison }[] {
  return [comparison, ...comparison.more].map((pair, at) => ({ against: names[at] ?? '', pair }));
}

export function matrixRow(against: string, of: MatrixComparison): PairRow<MatrixComparison> {
  return { against, name: of.name, of };
}

export function layerRow(against: string, of: LayerComparison): PairRow<LayerComparison> {
  return { against, name: of.name, of };
}

/** The rows of one matrix or layer beside each other, each group where its name stands first. */
export function byName<Of>(rows: readonly PairRow<Of>[]): readonly PairRow<Of>[] {
  const groups = new Map<string, PairRow<Of>[]>();
  for (const row of rows) groups.set(row.name, [...(groups.get(row.name) ?? []), row]);
  return [...groups.values()].flat();
}

/** All matrices as one: what the document's summary says, counts added up, the largest |w| of any. */
export function allMatrices(against: string, { summary, matrices }: PairComparison): PairRow<MatrixComparison> {
  const name = 'all matrices';
  const sum = (id: 'zerosA' | 'zerosB' | 'nonFiniteA' | 'nonFiniteB'): number =>
    matrices.reduce((total, matrix) => total + matrix[id], 0);
  const largest = (id: 'maxAbsA' | 'maxAbsB'): number | null =>
    matrices.reduce<number | null>(
      (most, matrix) => (matrix[id] === null ? most : Math.max(most ?? 0, matrix[id])),
      null,
    );
  const perMatrix = 'Matrices have sizes of their own: see each one.';
  return {
    against,
    name,
    of: {
      name,
      relativeChange: summary.relativeChange,
      cosine: summary.cosine,
      signFlips: summary.signFlips,
      meanAbsA: null,
      meanAbsB: null,
      maxAbsA: largest('maxAbsA'),
      maxAbsB: largest('maxAbsB'),
      zerosA: sum('zerosA'),
      zerosB: sum('zerosB'),
      nonFiniteA: sum('nonFiniteA'),
      nonFiniteB: sum('nonFiniteB'),
      histogram: null,
      reasons: { ...summary.reasons, meanAbsA: perMatrix, meanAbsB: perMatrix },
    },
  };
}

/** What is averaged over layers. */
export type LayerQuantity = (typeof LAYER_QUANTITIES)[number];

/** Means over the layers that have a value on both sides. */
export function meanOfLayers(against: string, { layers }: PairComparison): PairRow<LayerComparison> {
  const name = 'mean of layers';
  const overlaps = layers.flatMap(({ channelOverlap }) => (channelOverlap === null ? [] : [channelOverlap]));
  const means = Object.fromEntries(LAYER_QUANTITIES.map((id) => [id, layerMean(layers, id)])) as Record<
    LayerQuantity,
    number | null
  >;
  const jaccard = meanOf(overlaps.map((overlap) => overlap.jaccard));
  return {
    against,
    name,
    of: {
      name,
      ...means,
      channelOverlap:
        jaccard === null ? null : { jaccard, null: meanOf(overlaps.map((overlap) => overlap.null)), p: null },
      histogram: null,
      reasons: {
        ...layers.find(({ reasons }) => reasons !== undefined)?.reasons,
        p: 'A p has no mean: see each layer.',
      },
    },
  };
}

/** Mean of a quantity over the layers where it, and its counterpart on the other side, are known. */
export function layerMean(layers: readonly LayerComparison[], id: LayerQuantity): number | null {
  const other = counterpart(id);
  return meanOf(layers.map((layer) => (layer[other] === null ? null : layer[id])));
}

function counterpart(id: LayerQuantity): LayerQuantity {
  const name = id.endsWith('A') ? `${id.slice(0, -1)}B` : id.endsWith('B') ? `${id.slice(0, -1)}A` : id;
  return LAYER_QUANTITIES.find((quantity) => quantity === name) ?? id;
}

function meanOf(values: readonly (number | null)[]): number | null {
  const known = values.filter((value) => value !== null);
  return known.length === 0 ? null : known.reduce((sum, value) => sum + value, 0) / known.length;
}
