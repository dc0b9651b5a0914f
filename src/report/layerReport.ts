import { amplitude, normalizedAmplitude } from '../morphology/amplitude.js';
import { channelWidth } from '../morphology/channelWidth.js';
import { connectivity } from '../morphology/connectivity.js';
import { entropy, normalizedEntropy } from '../morphology/entropy.js';
import { fractions } from '../morphology/fractions.js';
import type { LayerActivity } from '../network/activity.js';
import type { HiddenLayer } from '../network/network.js';
import type { LayerReport } from '../protocol/report.js';
import { whySick } from './matrixReport.js';
import type { MeasuredMatrix } from './measuredMatrix.js';
import { NO_DATA, ReasonList } from './reasons.js';

/** A hidden layer with what leads to it, what leads on, and what else is known of it. */
export interface LayerParts {
  readonly layer: HiddenLayer;
  readonly segment: number;
  readonly before: MeasuredMatrix;
  readonly after: MeasuredMatrix;
  readonly accessible: number | null;
  /** Null without data. */
  readonly activity: LayerActivity | null;
}

export function layerReport({ layer, segment, before, after, accessible, activity }: LayerParts): LayerReport {
  const reasons = new ReasonList();
  const sick = whySick(before) ?? whySick(after);
  if (sick !== null) reasons.add(sick, ...Object.keys(NOT_MEASURED));
  if (accessible === null)
    reasons.add(sick ?? 'a later matrix is zero or has values that are not finite', 'accessible');
  return {
    name: layer.name,
    segment,
    nodes: layer.nodes,
    ...(sick === null ? shares(before, after, reasons) : NOT_MEASURED),
    accessible,
    ...activityOf(activity, reasons),
    ...reasons.field(),
  };
}

const NOT_MEASURED = {
  inFraction: null,
  outFraction: null,
  connectivity: null,
  entropy: null,
  normalizedEntropy: null,
  amplitude: null,
  normalizedAmplitude: null,
  channelWidth: null,
};

function shares(before: MeasuredMatrix, after: MeasuredMatrix, reasons: ReasonList) {
  const inFraction = fractions(before.scan.columnSums, before.scan.total);
  const outFraction = fractions(after.scan.rowSums, after.scan.total);
  if (inFraction === null || outFraction === null) return NOT_MEASURED;
  const r = connectivity(inFraction, outFraction);
  const layerAmplitude = amplitude(r);
  const layerEntropy = entropy(r);
  const nodes = r.length;
  if (layerEntropy === null) {
    reasons.add('no node has both in- and outgoing strength', 'entropy', 'normalizedEntropy', 'channelWidth');
  }
  if (nodes === 1)
    reasons.add('a single node cannot be compared with others', 'normalizedEntropy', 'normalizedAmplitude');
  return {
    inFraction: Array.from(inFraction),
    outFraction: Array.from(outFraction),
    connectivity: Array.from(r),
    entropy: layerEntropy,
    normalizedEntropy: layerEntropy === null ? null : normalizedEntropy(layerEntropy, nodes),
    amplitude: layerAmplitude,
    normalizedAmplitude: normalizedAmplitude(layerAmplitude, nodes),
    channelWidth: channelWidth(r),
  };
}

function activityOf(activity: LayerActivity | null, reasons: ReasonList) {
  const { embeddingDimension = null, liveNodes = null, samples = null } = activity ?? {};
  const mask = activity?.live ?? null;
  const live = mask === null ? null : Array.from(mask);
  const reason = activity === null ? NO_DATA : (activity.reason ?? 'not measured');
  for (const [field, value] of Object.entries({ embeddingDimension, liveNodes, live, samples })) {
    if (value === null) reasons.add(reason, field);
  }
  return { embeddingDimension, liveNodes, live, samples, approximate: activity?.approximate ?? false };
}
