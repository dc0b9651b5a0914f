import type { CheckpointReport, LayerReport } from '../protocol/report.js';
import { LEAST_NODES } from './structure.js';

type Judged = Pick<CheckpointReport, 'structure' | 'inOutCorrelation' | 'layers'>;

/**
 * The verdict in one sentence with its null, as the panel and the table show it: "Channel formed: in/out r = 0.91
 * (null 0.00 ± 0.10, p < 1e-4) · mean width 4.2 of 10 nodes · accessible 6.1".
 */
export function verdictSentence(checkpoint: Judged): string {
  const { structure, inOutCorrelation, layers } = checkpoint;
  const parts = [correlationPart(inOutCorrelation), widthPart(layers), accessiblePart(layers)].filter(
    (part) => part !== null,
  );
  if (structure.formed !== null) {
    return `${structure.formed ? 'Channel formed' : 'No channel'}: ${parts.join(' · ')}`;
  }
  const start = inOutCorrelation.n < LEAST_NODES ? 'Too short to judge' : 'Not judged';
  return `${start}: ${[structure.why, ...parts].join(' · ')}`;
}

/** "p < 1e-4", "p = 0.0031". */
export function pText(p: number): string {
  return p < 1e-4 ? 'p < 1e-4' : `p = ${Number(p.toPrecision(2))}`;
}

function correlationPart({ r, p, nullR }: CheckpointReport['inOutCorrelation']): string | null {
  if (r === null) return null;
  const against = nullR === null || p === null ? '' : ` (null ${fixed(nullR.mean)} ± ${fixed(nullR.sd)}, ${pText(p)})`;
  return `in/out r = ${fixed(r)}${against}`;
}

function widthPart(layers: readonly LayerReport[]): string | null {
  const mean = meanOf(layers, (layer) => layer.channelWidth);
  if (mean === null) return null;
  return mean.nodes === null
    ? `mean width ${percent(mean.share)} of the nodes`
    : `mean width ${short(mean.value)} of ${mean.nodes} nodes`;
}

function accessiblePart(layers: readonly LayerReport[]): string | null {
  const mean = meanOf(layers, (layer) => layer.accessible);
  if (mean === null) return null;
  return `accessible ${mean.nodes === null ? percent(mean.share) : short(mean.value)}`;
}

/** Mean over the layers that have the value, in nodes and as a share; `nodes` is their width if they have but one. */
function meanOf(layers: readonly LayerReport[], valueOf: (layer: LayerReport) => number | null) {
  const found = layers.flatMap((layer) => {
    const value = valueOf(layer);
    return value === null ? [] : [{ value, nodes: layer.nodes }];
  });
  const first = found[0];
  if (first === undefined) return null;
  return {
    value: found.reduce((sum, { value }) => sum + value, 0) / found.length,
    share: found.reduce((sum, { value, nodes }) => sum + value / nodes, 0) / found.length,
    nodes: found.every(({ nodes }) => nodes === first.nodes) ? first.nodes : null,
  };
}

function fixed(value: number): string {
  // A mean of -0.001 is 0.00, not -0.00.
  return (Math.round(value * 100) / 100 || 0).toFixed(2);
}

function short(value: number): string {
  return value < 100 ? value.toFixed(1) : Math.round(value).toString();
}

function percent(share: number): string {
  return `${Math.round(share * 100)} %`;
}
