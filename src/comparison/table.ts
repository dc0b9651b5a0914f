import { pText } from '../morphology/verdict.js';
import type { Comparison, GrowthComparison, LayerComparison, MatrixComparison } from '../protocol/comparison.js';
import { printable } from '../report/printable.js';
import { NONE, number, table, wrapped, type Column } from '../report/textTable.js';
import { pairsOf, sideText, type ComparedWithA } from './document.js';

/** The comparison for a terminal: per pair what must be known, its matrices and its hidden layers. At most 100 columns. */
export function comparisonTable(comparison: Comparison): string {
  const lines = pairsOf(comparison).flatMap((other, index) => [
    ...(index === 0 ? [] : ['']),
    ...pairLines(comparison.a, other),
  ]);
  return `${lines.map(printable).join('\n')}\n`;
}

function pairLines(a: Comparison['a'], { side, pair }: ComparedWithA): string[] {
  const { summary, permutation, matrices, layers, growth, onlyA, onlyB, notes } = pair;
  const matched = permutation.layers.map(({ name, by }) => `${name} (by ${by})`).join(', ');
  return [
    ...wrapped(`a: ${sideText(a)} · ${a.format}`),
    ...wrapped(`b: ${sideText(side)} · ${side.format}`),
    `Relative change ${number(summary.relativeChange)} · cosine ${number(summary.cosine)} · sign flips ${percent(summary.signFlips)}`,
    ...(matched === '' ? [] : wrapped(`Nodes of b in the order of a's: ${matched}`)),
    ...[...(permutation.why === null ? [] : [permutation.why]), ...notes].flatMap((note) => wrapped(note)),
    ...(matrices.length === 0 ? [] : ['', 'Weight matrices', ...table(MATRIX_COLUMNS, matrices)]),
    ...(layers.length === 0 ? [] : ['', 'Hidden layers', ...table(layerColumns(layers), layers)]),
    ...(growth === null ? [] : ['', ...growthLines(growth)]),
    ...(onlyA.length === 0 ? [] : ['', ...wrapped(`Only in a, or in another shape: ${onlyA.join(', ')}`)]),
    ...(onlyB.length === 0 ? [] : ['', ...wrapped(`Only in b, or in another shape: ${onlyB.join(', ')}`)]),
  ];
}

const MATRIX_COLUMNS: readonly Column<MatrixComparison>[] = [
  { title: 'matrix', cell: ({ name }) => name },
  { title: 'change', cell: (row) => number(row.relativeChange) },
  { title: 'cosine', cell: (row) => number(row.cosine) },
  { title: 'flips', cell: (row) => percent(row.signFlips) },
  { title: 'mean |a|', cell: (row) => number(row.meanAbsA) },
  { title: 'mean |b|', cell: (row) => number(row.meanAbsB) },
  { title: 'max |a|', cell: (row) => number(row.maxAbsA) },
  { title: 'max |b|', cell: (row) => number(row.maxAbsB) },
];

function layerColumns(layers: readonly LayerComparison[]): readonly Column<LayerComparison>[] {
  const withData = layers.some(({ cka }) => cka !== null);
  return [
    { title: 'layer', cell: ({ name }) => name },
    { title: 'entropy a', cell: (row) => number(row.entropyA) },
    { title: 'b', cell: (row) => number(row.entropyB) },
    { title: 'width a', cell: (row) => number(row.channelWidthA) },
    { title: 'b', cell: (row) => number(row.channelWidthB) },
    { title: 'acc. a', cell: (row) => number(row.accessibleA) },
    { title: 'b', cell: (row) => number(row.accessibleB) },
    { title: 'ranks', cell: (row) => number(row.rankCorrelation) },
    { title: 'overlap', cell: (row) => number(row.channelOverlap?.jaccard ?? null) },
    { title: 'p', cell: ({ channelOverlap }) => bareP(channelOverlap?.p ?? null) },
    ...(withData ? [{ title: 'CKA', cell: (row: LayerComparison) => number(row.cka) }] : []),
  ];
}

function growthLines({ label, pair, predictions, flags }: GrowthComparison): string[] {
  const columns: Column<GrowthComparison['predictions'][number]>[] = [
    { title: 'prediction', cell: ({ kind }) => kind },
    { title: 'spearman', cell: (row) => number(row.spearman) },
    { title: 'p', cell: (row) => bareP(row.p) },
    { title: 'live nodes', cell: (row) => number(row.spearmanLive) },
    { title: 'baseline', cell: (row) => number(row.baseline) },
  ];
  return [
    `Predicted and actual growth, epoch ${pair.from} to ${pair.to}`,
    `(${label})`,
    ...table(columns, predictions),
    ...flags.flatMap((flag) => wrapped(flag)),
  ];
}

function percent(share: number | null): string {
  return share === null ? NONE : `${number(100 * share)} %`;
}

function bareP(p: number | null): string {
  return p === null ? NONE : pText(p).replace('p = ', '').replace('p ', '');
}
