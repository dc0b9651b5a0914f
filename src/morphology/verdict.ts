import type { CheckpointReport, LayerReport } from '../protocol/report.js';
import type { Prune } from '../protocol/sketch.js';
import { LEAST_NODES } from './structure.js';

type Judged = Pick<CheckpointReport, 'structure' | 'inOutCorrelation' | 'layers' | 'matrices'>;

/**
 * The verdict in one sentence with its null, as the panel and the table show it: "Channel formed: in/out r = 0.91
 * (null 0.00 ± 0.10, p < 1e-4) · live nodes alone r = 0.69 (n = 41) · mean width 4.2 of 10 nodes · accessible 6.1 of 10".
 * Where some matrices are in no chain it says so, since it does not speak of them.
 * @param prune the rule that the accessible nodes were counted with, to be named
 */
export function verdictSentence(checkpoint: Judged, prune: Prune | null = null): string {
  const { structure, inOutCorrelation, layers, matrices } = checkpoint;
  const parts = [
    correlationPart(inOutCorrelation),
    livePart(inOutCorrelation),
    widthPart(layers),
    accessiblePart(layers, prune),
  ].filter((part) => part !== null);
  const where = chainPart(matrices);
  if (structure.formed !== null) {
    return `${structure.formed ? 'Channel formed' : 'No channel'}${where}: ${parts.join(' · ')}`;
  }
  const start = inOutCorrelation.n < LEAST_NODES ? 'Too short to judge' : 'Not judged';
  return `${start}${where}: ${[structure.why, ...parts].join(' · ')}`;
}

/** "p < 1e-4", "p = 0.0031". */
export function pText(p: number): string {
  return p < 1e-4 ? 'p < 1e-4' : `p = ${Number(p.toPrecision(2))}`;
}

/** "mean |w|", "median |w|", "|w| = 0.1": the threshold below which weights are cut. */
export function pruneText(prune: Prune): string {
  return typeof prune === 'number' ? `|w| = ${Number(prune.toPrecision(3))}` : `${prune} |w|`;
}

/** A mean over layers of `nodes` nodes, of one width or of several: "5.4 of 10", "77 %". */
export function meanCountText(counts: readonly LayerCount[]): string | null {
  const mean = meanOf(counts);
  if (mean === null) return null;
  return mean.nodes === null ? percent(mean.share) : `${short(mean.value)} of ${mean.nodes}`;
}

/** Decimals for a mean beside its standard deviation: two, or as many as show the deviation's first digit. */
export function decimalsOf(sd: number): number {
  return sd > 0 ? Math.max(2, Math.min(8, Math.ceil(-Math.log10(sd)))) : 2;
}

/** A mean of -0.001 is 0.00, not -0.00. */
export function fixed(value: number, decimals = 2): string {
  const power = 10 ** decimals;
  return (Math.round(value * power) / power || 0).toFixed(decimals);
}

/** Something counted in a layer of so many nodes. */
export interface LayerCount {
  readonly value: number | null;
  readonly nodes: number;
}

/** Said only where the chain is not the whole network. */
function chainPart(matrices: Judged['matrices']): string {
  const chains = new Set(matrices.flatMap(({ segment }) => (segment === null ? [] : [segment])));
  const chained = matrices.filter(({ segment }) => segment !== null).length;
  if (chained === 0 || chained === matrices.length) return '';
  const words = chains.size === 1 ? 'the chain' : `${chains.size} chains`;
  return ` in ${words} of ${chained} of ${matrices.length} matrices`;
}

function correlationPart({ r, p, nullR }: CheckpointReport['inOutCorrelation']): string | null {
  if (r === null) return null;
  if (nullR === null || p === null) return `in/out r = ${fixed(r)}`;
  const decimals = decimalsOf(nullR.sd);
  return `in/out r = ${fixed(r)} (null ${fixed(nullR.mean, decimals)} ± ${fixed(nullR.sd, decimals)}, ${pText(p)})`;
}

function livePart({ rLive, nLive }: CheckpointReport['inOutCorrelation']): string | null {
  return rLive === null || nLive === null ? null : `live nodes alone r = ${fixed(rLive)} (n = ${nLive})`;
}

function widthPart(layers: readonly LayerReport[]): string | null {
  const mean = meanOf(layers.map(({ channelWidth, nodes }) => ({ value: channelWidth, nodes })));
  if (mean === null) return null;
  return mean.nodes === null
    ? `mean width ${percent(mean.share)} of the nodes`
    : `mean width ${short(mean.value)} of ${mean.nodes} nodes`;
}

function accessiblePart(layers: readonly LayerReport[], prune: Prune | null): string | null {
  const text = meanCountText(layers.map(({ accessible, nodes }) => ({ value: accessible, nodes })));
  return text === null ? null : `accessible ${text}${prune === null ? '' : ` at ${pruneText(prune)}`}`;
}

/** Mean over the layers that have the value, in nodes and as a share; `nodes` is their width if they have but one. */
function meanOf(counts: readonly LayerCount[]) {
  const found = counts.flatMap(({ value, nodes }) => (value === null ? [] : [{ value, nodes }]));
  const first = found[0];
  if (first === undefined) return null;
  return {
    value: found.reduce((sum, { value }) => sum + value, 0) / found.length,
    share: found.reduce((sum, { value, nodes }) => sum + value / nodes, 0) / found.length,
    nodes: found.every(({ nodes }) => nodes === first.nodes) ? first.nodes : null,
  };
}

function short(value: number): string {
  return value < 100 ? value.toFixed(1) : Math.round(value).toString();
}

function percent(share: number): string {
  return `${Math.round(share * 100)} %`;
}
