import type { EnsembleSummary } from '../../src/protocol/ensemble.js';
import { formatCount, formatNumber } from '../shared/format.js';

/** How far an ensemble is and how its networks came out, in words. */
export function ensembleSentence({ networks, rows, scoreName, hiddenNodes }: EnsembleSummary): string {
  const done = `${formatCount(rows.length)} of ${formatCount(networks)} networks done`;
  if (rows.length === 0) return `${done}.`;
  const diverged = rows.filter(({ status }) => status === 'diverged').length;
  const scores = rows.flatMap(({ valScore }) => (valScore === null ? [] : [valScore]));
  const live = (values: readonly number[]): string => formatNumber(median(values), 3);
  return [
    done,
    ...(scores.length === 0 ? [] : [`median test ${scoreName} ${formatNumber(median(scores), 3)}`]),
    `median live nodes ${live(rows.map(({ liveAtInit }) => liveAtInit))} at first, ` +
      `${live(rows.map(({ liveAtEnd }) => liveAtEnd))} at the end, of ${formatCount(hiddenNodes)}`,
    ...(diverged === 0 ? [] : [`${formatCount(diverged)} diverged`]),
  ].join(' · ');
}

/** Of at least one value. */
function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length / 2;
  const [low = NaN, high = NaN] = [sorted[Math.ceil(middle) - 1], sorted[Math.floor(middle)]];
  return (low + high) / 2;
}
