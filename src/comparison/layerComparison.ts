import { spearman } from '../morphology/spearman.js';
import { upperMode } from '../morphology/upperMode.js';
import type { ChannelOverlap, LayerComparison } from '../protocol/comparison.js';
import type { LayerReport } from '../protocol/report.js';
import { NO_DATA, ReasonList } from '../report/reasons.js';
import { pairHistogram } from './histogram.js';
import { setOverlap } from './setOverlap.js';

/** How alike the activations of a layer are on both sides; without sample data there are none. */
export interface ActivationSimilarity {
  readonly cka: number | null;
  readonly ckaDebiased: number | null;
  /** Why a value is null. */
  readonly reason: string | null;
}

export interface LayerPair {
  readonly a: LayerReport;
  readonly b: LayerReport;
  /** `order[i]` is the node of b that is node i of a; null where nodes keep their identity. */
  readonly order: readonly number[] | null;
  readonly similarity: ActivationSimilarity | null;
}

/** One row of the comparison: a hidden layer that both sides have, under a's name. */
export function compareLayers({ a, b, order, similarity }: LayerPair): LayerComparison {
  const reasons = new ReasonList();
  const rA = a.connectivity;
  const rB = permuted(b.connectivity, order);
  const bothFields = {
    entropyA: a.entropy,
    entropyB: b.entropy,
    amplitudeA: a.amplitude,
    amplitudeB: b.amplitude,
    channelWidthA: a.channelWidth,
    channelWidthB: b.channelWidth,
    accessibleA: a.accessible,
    accessibleB: b.accessible,
    embeddingDimensionA: a.embeddingDimension,
    embeddingDimensionB: b.embeddingDimension,
  };
  for (const [field, value] of Object.entries(bothFields)) {
    const side = field.endsWith('A') ? a : b;
    if (value === null) reasons.add(side.reasons?.[field.slice(0, -1)] ?? 'not measured', field);
  }
  const rankCorrelation = rA === null || rB === null ? null : spearman(rA, rB);
  if (rankCorrelation === null) reasons.add(whyNoRanks(a, b), 'rankCorrelation');
  const channelOverlap = overlap(rA, rB, order !== null, reasons);
  if (channelOverlap === null) reasons.add(whyNoConnectivity(a, b) ?? 'a side has no channel', 'channelOverlap');
  const histogram = rA === null || rB === null ? null : pairHistogram(rA, rB);
  if (histogram === null) reasons.add(whyNoConnectivity(a, b) ?? 'not measured', 'histogram');
  const { cka = null, ckaDebiased = null, reason = NO_DATA } = similarity ?? {};
  if (cka === null) reasons.add(reason ?? 'not measured', 'cka');
  if (ckaDebiased === null) reasons.add(reason ?? 'not measured', 'ckaDebiased');
  return {
    name: a.name,
    ...bothFields,
    rankCorrelation,
    channelOverlap,
    cka,
    ckaDebiased,
    histogram,
    ...reasons.field(),
  };
}

function permuted(values: readonly number[] | null, order: readonly number[] | null): readonly number[] | null {
  return values === null || order === null ? values : order.map((node) => values[node] ?? 0);
}

/** The upper modes of both sides as sets of nodes; null where a side has none. */
function overlap(
  rA: readonly number[] | null,
  rB: readonly number[] | null,
  isMatched: boolean,
  reasons: ReasonList,
): ChannelOverlap | null {
  const channelA = rA === null ? [] : upperMode(rA);
  const channelB = new Set(rB === null ? [] : upperMode(rB));
  if (rA === null || channelA.length === 0 || channelB.size === 0) return null;
  const shared = channelA.filter((node) => channelB.has(node)).length;
  const found = setOverlap(rA.length, channelA.length, channelB.size, shared);
  if (!isMatched) return found;
  reasons.add('nodes were matched first, so chance is no measure', 'channelOverlap.null', 'channelOverlap.p');
  return { jaccard: found.jaccard, null: null, p: null };
}

function whyNoConnectivity(a: LayerReport, b: LayerReport): string | null {
  for (const [side, { connectivity, reasons }] of Object.entries({ a, b })) {
    if (connectivity === null) return `${side}: ${reasons?.['connectivity'] ?? 'no connectivities'}`;
  }
  return null;
}

function whyNoRanks(a: LayerReport, b: LayerReport): string {
  const one = a.nodes < 2 ? 'a single node cannot be ranked' : 'all nodes of a side have the same connectivity';
  return whyNoConnectivity(a, b) ?? one;
}
