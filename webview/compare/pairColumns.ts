import type { LayerComparison, MatrixComparison } from '../../src/protocol/comparison.js';
import type { TermName } from '../glossary.js';
import type { Column } from '../layers/columns.js';
import { formatShare } from '../shared/format.js';
import type { LayerQuantity, PairRow } from './pairRows.js';

export function rowName({ name }: PairRow<unknown>): string {
  return name;
}

/** Of a table in which a is compared with several. */
export function rowNameAgainst({ name, against }: PairRow<unknown>): string {
  return `${name}, ${against}`;
}

type MatrixQuantity = Exclude<keyof MatrixComparison, 'name' | 'histogram' | 'reasons'>;

/** One row a matrix and checkpoint. @param several whether a is compared with more than b */
export function matrixColumns(several: boolean): readonly Column<PairRow<MatrixComparison>>[] {
  return [
    { id: 'name', title: 'Matrix', value: ({ name }) => name },
    ...againstColumn(several),
    { ...ofMatrix('relativeChange', 'Relative change'), term: 'relativeChange' },
    { ...ofMatrix('cosine', 'Cosine'), term: 'cosine' },
    { ...ofMatrix('signFlips', 'Signs flipped'), term: 'signFlips', show: formatShare },
    ofMatrix('meanAbsA', 'Mean |w| a'),
    ofMatrix('meanAbsB', 'Mean |w| b'),
    ofMatrix('maxAbsA', 'Max |w| a'),
    ofMatrix('maxAbsB', 'Max |w| b'),
    ofMatrix('zerosA', 'Zeros a'),
    ofMatrix('zerosB', 'Zeros b'),
    ofMatrix('nonFiniteA', 'NaN, Inf a'),
    ofMatrix('nonFiniteB', 'NaN, Inf b'),
  ];
}

/** One row a hidden layer and checkpoint. */
export function layerColumns(several: boolean): readonly Column<PairRow<LayerComparison>>[] {
  return [
    { id: 'name', title: 'Hidden layer', value: ({ name }) => name },
    ...againstColumn(several),
    ...bothSides('channelWidth', 'Channel width', 'channelWidth'),
    ...bothSides('accessible', 'Accessible', 'accessible'),
    ...bothSides('entropy', 'Entropy, nats', 'entropy'),
    ...bothSides('amplitude', 'Amplitude R', 'amplitude'),
    ...bothSides('embeddingDimension', 'Embedding dimension', 'embeddingDimension'),
    ofLayer('rankCorrelation', 'Rank correlation', 'rankCorrelation'),
    ofOverlap('channelOverlap', 'Channel overlap', 'jaccard'),
    ofOverlap('overlapNull', 'Expected overlap', 'null'),
    ofOverlap('overlapP', 'Overlap p', 'p'),
    ofLayer('cka', 'CKA', 'cka'),
    ofLayer('ckaDebiased', 'CKA, debiased', 'cka'),
  ];
}

function againstColumn<Of>(several: boolean): readonly Column<PairRow<Of>>[] {
  return several ? [{ id: 'against', title: 'b is', value: ({ against }) => against }] : [];
}

function ofMatrix(id: MatrixQuantity, title: string): Column<PairRow<MatrixComparison>> {
  return { id, title, value: ({ of }) => of[id], reason: ({ of }) => of.reasons?.[id] };
}

function ofLayer(id: LayerQuantity, title: string, term: TermName): Column<PairRow<LayerComparison>> {
  return { id, title, term, value: ({ of }) => of[id], reason: ({ of }) => of.reasons?.[id] };
}

function bothSides(
  id: 'entropy' | 'amplitude' | 'channelWidth' | 'accessible' | 'embeddingDimension',
  title: string,
  term: TermName,
): readonly Column<PairRow<LayerComparison>>[] {
  return [ofLayer(`${id}A`, `${title} a`, term), ofLayer(`${id}B`, `${title} b`, term)];
}

function ofOverlap(id: string, title: string, part: 'jaccard' | 'null' | 'p'): Column<PairRow<LayerComparison>> {
  return {
    id,
    title,
    term: 'channelOverlap',
    value: ({ of }) => of.channelOverlap?.[part] ?? null,
    reason: ({ of }) => of.reasons?.['channelOverlap'] ?? of.reasons?.[part],
  };
}
