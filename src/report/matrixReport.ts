import { entropy } from '../morphology/entropy.js';
import type { MatrixReport } from '../protocol/report.js';
import type { MeasuredMatrix } from './measuredMatrix.js';
import { ReasonList } from './reasons.js';

/** The row of one weight matrix, in a chain or not. */
export function matrixReport(
  { matrix, scan, stored, threshold }: MeasuredMatrix,
  segment: number | null,
  keptFraction: number | null,
): MatrixReport {
  const reasons = new ReasonList();
  const inStrength = { entropy: entropy(scan.columnSums) };
  const outStrength = { entropy: entropy(scan.rowSums) };
  const size = matrix.tensors.reduce((sum, tensor) => sum + tensor.size, 0);
  const finite = stored.nonFinite === 0 && size > 0;
  if (!finite) reasons.add(size === 0 ? 'the tensor is empty' : countedSick(stored.nonFinite), 'meanAbs', 'maxAbs');
  if (threshold === null) reasons.add(sickness(scan.nonFinite, scan.count), 'pruneThreshold', 'keptFraction');
  if (inStrength.entropy === null) {
    const reason = scan.total === 0 ? 'all entries are 0' : sickness(scan.nonFinite, scan.count);
    reasons.add(reason, 'inStrength.entropy', 'outStrength.entropy');
  }
  return {
    name: matrix.name,
    inputs: matrix.inputs,
    outputs: matrix.outputs,
    shapes: matrix.tensors.map((tensor) => [...tensor.shape]),
    dtype: [...new Set(matrix.tensors.map((tensor) => tensor.dtype))].join(', '),
    meanAbs: finite ? stored.meanAbs : null,
    maxAbs: finite ? stored.maxAbs : null,
    zeros: stored.zeros,
    nonFinite: stored.nonFinite,
    pruneThreshold: threshold,
    keptFraction: threshold === null ? null : keptFraction,
    segment,
    inStrength,
    outStrength,
    ...reasons.field(),
  };
}

/** Why a folded matrix has no pattern; null when it has. */
export function whySick({ matrix, scan, healthy }: MeasuredMatrix): string | null {
  if (healthy) return null;
  if (scan.nonFinite === 0 && scan.total === 0) return `all entries of ${matrix.name} are 0`;
  return `${matrix.name}: ${sickness(scan.nonFinite, scan.count)}`;
}

function sickness(nonFinite: number, count: number): string {
  if (count === 0) return 'the matrix is empty';
  return nonFinite > 0 ? countedSick(nonFinite) : 'the sum of |w| is beyond what numbers can hold';
}

function countedSick(nonFinite: number): string {
  return nonFinite === 1 ? '1 value is NaN or infinite' : `${nonFinite} values are NaN or infinite`;
}
