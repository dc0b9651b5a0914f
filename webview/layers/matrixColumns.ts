import type { MatrixReport } from '../../src/protocol/report.js';
import { formatShare } from '../shared/format.js';
import type { Column } from './columns.js';

export function matrixName({ name }: MatrixReport): string {
  return name;
}

/** One row a weight matrix, chained or not. */
export const MATRIX_COLUMNS: readonly Column<MatrixReport>[] = [
  { id: 'name', title: 'Matrix', value: matrixName },
  {
    id: 'shape',
    title: 'Shape',
    value: ({ shapes }) => shapes.map((shape) => shape.join(' × ')).join(' and '),
    rank: ({ inputs, outputs }) => inputs * outputs,
  },
  { id: 'meanAbs', title: 'Mean |w|', value: (row) => row.meanAbs, reason: (row) => row.reasons?.meanAbs },
  { id: 'maxAbs', title: 'Max |w|', value: (row) => row.maxAbs, reason: (row) => row.reasons?.maxAbs },
  { id: 'zeros', title: 'Zeros', value: (row) => row.zeros },
  { id: 'nonFinite', title: 'NaN, Inf', value: (row) => row.nonFinite },
  {
    id: 'keptFraction',
    title: 'Kept',
    term: 'kept',
    value: (row) => row.keptFraction,
    show: formatShare,
    reason: (row) => row.reasons?.keptFraction,
  },
  {
    id: 'inStrengthEntropy',
    title: 'In entropy',
    term: 'strengthEntropy',
    value: (row) => row.inStrength.entropy,
    reason: (row) => row.reasons?.inStrength ?? row.reasons?.['inStrength.entropy'],
  },
  {
    id: 'outStrengthEntropy',
    title: 'Out entropy',
    term: 'strengthEntropy',
    value: (row) => row.outStrength.entropy,
    reason: (row) => row.reasons?.outStrength ?? row.reasons?.['outStrength.entropy'],
  },
  {
    id: 'segment',
    title: 'Chain',
    // People count from 1; the document from 0.
    value: ({ segment }) => (segment === null ? null : segment + 1),
    reason: () => 'In no chain: listed and summed, but not part of the morphology.',
  },
];
