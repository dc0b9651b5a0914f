import type { Comparison, LayerComparison } from '../../src/protocol/comparison.js';
import { capital, formatNumber, formatShare } from '../shared/format.js';
import { layerMean, type LayerQuantity } from './pairRows.js';

/** What changed from a to b, in words. */
export function changeWords({ summary, layers }: Comparison, nameA: string, nameB: string): string {
  const parts = [`${weightWords(summary)}.`];
  const width = fromTo('mean channel width', layers, 'channelWidthA', 'channelWidthB', ' nodes');
  const accessible = fromTo('accessible', layers, 'accessibleA', 'accessibleB', '');
  const shapes = [width, accessible].filter((words) => words !== null);
  if (shapes.length > 0) parts.push(`${capital(shapes.join(', '))} a layer.`);
  const cka = layerMean(layers, 'cka');
  if (cka !== null) parts.push(`Activations: CKA = ${formatNumber(cka, 2)}.`);
  return `From ${nameA} to ${nameB}: ${parts.join(' ')}`;
}

function weightWords({ relativeChange, cosine, signFlips, reasons }: Comparison['summary']): string {
  if (relativeChange === 0) return 'no weight has changed';
  if (relativeChange === null)
    return `the change of the weights is not defined (${reasons?.['relativeChange'] ?? 'no matrix is on both sides'})`;
  const parts = [`the weights changed by ${formatShare(relativeChange)} of their size`];
  if (cosine !== null) parts.push(`cosine = ${formatNumber(cosine, 2)}`);
  if (signFlips !== null)
    parts.push(
      `${signFlips === 0 ? 'no' : formatShare(signFlips)} of the signs flipped`.replace('no of the signs', 'no sign'),
    );
  return parts.join(', ');
}

/** "mean channel width 9.1 to 5.4 nodes"; null where no layer has it on both sides. */
function fromTo(
  words: string,
  layers: readonly LayerComparison[],
  a: LayerQuantity,
  b: LayerQuantity,
  unit: string,
): string | null {
  const [from, to] = [layerMean(layers, a), layerMean(layers, b)];
  return from === null || to === null ? null : `${words} ${from.toFixed(1)} to ${to.toFixed(1)}${unit}`;
}
