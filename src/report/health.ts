import type { CheckpointReport, MatrixReport, Report } from '../protocol/report.js';
import { printable } from './printable.js';

/** One line when a report that could be made tells of something sick: NaN, zero matrices, unreadable files. */
export function unhealthy(report: Report): string[] {
  const findings: string[] = [];
  const sick = report.checkpoints.flatMap(ailments);
  if (sick.length > 0) findings.push(list(sick, 'unhealthy weights'));
  if (report.failed.length > 0) {
    findings.push(
      list(
        report.failed.map(({ path, reason }) => `${path} (${reason})`),
        'not analysed',
      ),
    );
  }
  return findings.length === 0 ? [] : [printable(`Attention: ${findings.join('; ')}.`)];
}

function ailments({ epoch, matrices }: CheckpointReport): string[] {
  const where = epoch === null ? '' : ` at epoch ${epoch}`;
  return matrices.flatMap((matrix) => {
    const what = ailment(matrix);
    return what === null ? [] : [`${matrix.name}${where} ${what}`];
  });
}

function ailment({ nonFinite, maxAbs }: MatrixReport): string | null {
  if (nonFinite > 0) return `has ${nonFinite} NaN or infinite values`;
  return maxAbs === 0 ? 'is all zeros' : null;
}

function list(items: readonly string[], title: string): string {
  const more = items.length > 3 ? ` and ${items.length - 3} more` : '';
  return `${title}: ${items.slice(0, 3).join(', ')}${more}`;
}
