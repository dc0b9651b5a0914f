import type { MatrixComparison, PairComparison, PairHistogram } from '../protocol/comparison.js';
import type { MatrixReport } from '../protocol/report.js';
import { ReasonList } from '../report/reasons.js';
import { ChangeSums, type WeightChange } from './matrixChange.js';

/** One row of the comparison: a weight matrix that both sides have, under a's name. */
export function compareMatrices(
  a: MatrixReport,
  b: MatrixReport,
  sums: ChangeSums,
  histogram: PairHistogram | null,
): MatrixComparison {
  const reasons = new ReasonList();
  const change = changeOf(sums, sickness(a, b), reasons);
  for (const [side, { meanAbs, reasons: why }] of [['A', a] as const, ['B', b] as const]) {
    if (meanAbs === null) reasons.add(why?.['meanAbs'] ?? 'not measured', `meanAbs${side}`, `maxAbs${side}`);
  }
  if (histogram === null) reasons.add('neither side has a finite value', 'histogram');
  return {
    name: a.name,
    ...change,
    meanAbsA: a.meanAbs,
    meanAbsB: b.meanAbs,
    maxAbsA: a.maxAbs,
    maxAbsB: b.maxAbs,
    zerosA: a.zeros,
    zerosB: b.zeros,
    nonFiniteA: a.nonFinite,
    nonFiniteB: b.nonFinite,
    histogram,
    ...reasons.field(),
  };
}

/** All matrices as one vector. */
export function summarize(
  rows: readonly Pick<MatrixComparison, 'name' | 'nonFiniteA' | 'nonFiniteB'>[],
  sums: readonly ChangeSums[],
): PairComparison['summary'] {
  const reasons = new ReasonList();
  const all = new ChangeSums();
  for (const one of sums) all.include(one);
  const sick = rows.filter(({ nonFiniteA, nonFiniteB }) => nonFiniteA + nonFiniteB > 0).map(({ name }) => name);
  const why =
    rows.length === 0
      ? 'the two sides have no weight matrix of the same name and shape'
      : sick.length > 0
        ? `values of ${sick.join(', ')} are NaN or infinite`
        : null;
  return { ...changeOf(all, why, reasons), ...reasons.field() };
}

/** @param why nothing can be said; null where all entries are finite */
function changeOf(sums: ChangeSums, why: string | null, reasons: ReasonList): WeightChange {
  if (why !== null) {
    reasons.add(why, 'relativeChange', 'cosine', 'signFlips');
    return { relativeChange: null, cosine: null, signFlips: null };
  }
  const change = sums.value();
  if (change.relativeChange === null) reasons.add(sums.isZeroA ? 'all entries of a are 0' : OVERFLOW, 'relativeChange');
  if (change.cosine === null) {
    reasons.add(sums.isZeroA || sums.isZeroB ? 'all entries of one side are 0' : OVERFLOW, 'cosine');
  }
  return change;
}

const OVERFLOW = 'the sums of squares are beyond what numbers can hold';

function sickness(a: MatrixReport, b: MatrixReport): string | null {
  const sides = [['a', a] as const, ['b', b] as const].flatMap(([side, { nonFinite }]) =>
    nonFinite === 0
      ? []
      : [`${side} has ${nonFinite} ${nonFinite === 1 ? 'value' : 'values'} that are NaN or infinite`],
  );
  return sides.length === 0 ? null : sides.join('; ');
}
