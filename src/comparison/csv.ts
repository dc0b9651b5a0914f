import {
  LAYER_QUANTITIES,
  type Comparison,
  type MatrixComparison,
  type PairComparison,
} from '../protocol/comparison.js';
import { csvLine, type Cell } from '../report/csv.js';
import { pairsOf } from './document.js';

/** One table: its column names and, per pair, its rows without the two checkpoints, which come first in every table. */
interface Table {
  readonly columns: readonly string[];
  readonly rows: (pair: PairComparison) => readonly (readonly Cell[])[];
}

const MATRIX_COLUMNS = [
  'name',
  'relativeChange',
  'cosine',
  'signFlips',
  'meanAbsA',
  'meanAbsB',
  'maxAbsA',
  'maxAbsB',
  'zerosA',
  'zerosB',
  'nonFiniteA',
  'nonFiniteB',
] as const satisfies readonly (keyof MatrixComparison)[];
const LAYER_COLUMNS = ['name', ...LAYER_QUANTITIES] as const;

const TABLES: Readonly<Record<string, Table>> = {
  'summary.csv': {
    columns: ['relativeChange', 'cosine', 'signFlips', 'permutationApplied'],
    rows: ({ summary, permutation }) => [
      [summary.relativeChange, summary.cosine, summary.signFlips, permutation.applied],
    ],
  },
  'matrices.csv': {
    columns: MATRIX_COLUMNS,
    rows: ({ matrices }) => matrices.map((matrix) => MATRIX_COLUMNS.map((column) => matrix[column])),
  },
  'layers.csv': {
    columns: [...LAYER_COLUMNS, 'channelOverlap', 'channelOverlapNull', 'channelOverlapP'],
    rows: ({ layers }) =>
      layers.map((layer) => [
        ...LAYER_COLUMNS.map((column) => layer[column]),
        layer.channelOverlap?.jaccard,
        layer.channelOverlap?.null,
        layer.channelOverlap?.p,
      ]),
  },
  'permutation.csv': {
    columns: ['layer', 'by', 'nodeA', 'nodeB'],
    rows: ({ permutation }) =>
      permutation.layers.flatMap(({ name, by, order }) => order.map((nodeB, nodeA) => [name, by, nodeA, nodeB])),
  },
  'growth.csv': {
    columns: ['from', 'to', 'kind', 'spearman', 'p', 'spearmanLive', 'pLive', 'baseline', 'flags', 'label'],
    rows: ({ growth }) =>
      growth === null
        ? []
        : growth.predictions.map(({ kind, spearman, p, spearmanLive, pLive, baseline }) => [
            growth.pair.from,
            growth.pair.to,
            kind,
            spearman,
            p,
            spearmanLive,
            pLive,
            baseline,
            growth.flags.join(' · '),
            growth.label,
          ]),
  },
  'histograms.csv': {
    columns: ['of', 'name', 'from', 'to', 'countA', 'countB'],
    rows: ({ matrices, layers }) => [
      ...matrices.flatMap((row) => histogramRows('|w|', row)),
      ...layers.flatMap((row) => histogramRows('connectivity', row)),
    ],
  },
};

/**
 * A comparison as tables, RFC 4180, by file name, each in pieces of one pair. Empty cells are null; the first columns name
 * the two checkpoints of the row.
 */
export function comparisonCsv(comparison: Comparison): Map<string, Iterable<string>> {
  return new Map(Object.entries(TABLES).map(([name, table]) => [name, tablePieces(table, comparison)]));
}

function* tablePieces({ columns, rows }: Table, comparison: Comparison): Generator<string> {
  yield csvLine(['a', 'epochA', 'b', 'epochB', ...columns]);
  const { a } = comparison;
  for (const { side, pair } of pairsOf(comparison)) {
    yield rows(pair)
      .map((cells) => csvLine([a.path, a.epoch, side.path, side.epoch, ...cells]))
      .join('');
  }
}

function histogramRows(of: string, { name, histogram }: Pick<MatrixComparison, 'name' | 'histogram'>): Cell[][] {
  if (histogram === null) return [];
  const { edges, a, b } = histogram;
  return a.map((count, bin) => [of, name, edges[bin], edges[bin + 1], count, b[bin]]);
}
