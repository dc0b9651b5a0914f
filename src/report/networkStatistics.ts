import { autocorrelation } from '../morphology/autocorrelation.js';
import { inOutCorrelation, type InOutLayer } from '../morphology/inOutCorrelation.js';
import { increments, whyNoIncrement, type LayerLevel } from '../morphology/increments.js';
import { structure } from '../morphology/structure.js';
import type { LayerActivity } from '../network/activity.js';
import type { Network } from '../network/network.js';
import type { CheckpointReport, InOutCorrelation, LayerReport } from '../protocol/report.js';
import { NO_DATA, ReasonList } from './reasons.js';

type Statistics = Pick<CheckpointReport, 'increments' | 'inOutCorrelation' | 'incrementAutocorrelation' | 'structure'>;

/** The statistics over all layers of all segments; increments never cross from one to the next. */
export function networkStatistics(
  network: Network,
  layers: readonly LayerReport[],
  activity: readonly LayerActivity[] | null,
  reasons: ReasonList,
): Statistics {
  const places = network.segments.flatMap(({ hidden, matrices }) =>
    hidden.map((_, index) => ({ nextColumns: matrices[index + 1]?.outputs ?? 0, last: index === hidden.length - 1 })),
  );
  const levels = (valueOf: (layer: LayerReport) => number | null): LayerLevel[] =>
    layers.map((layer, index) => ({
      name: layer.name,
      segment: layer.segment,
      nodes: layer.nodes,
      nextColumns: places[index]?.nextColumns ?? 0,
      last: places[index]?.last ?? false,
      value: valueOf(layer),
    }));
  const entropies = levels((layer) => layer.normalizedEntropy);
  const amplitudes = levels((layer) => layer.normalizedAmplitude);
  addIncrementReasons('increments.entropy', entropies, reasons);
  addIncrementReasons('increments.amplitude', amplitudes, reasons);
  const correlation = inOut(
    layers.filter((_, index) => (places[index]?.nextColumns ?? 0) >= 2),
    activity,
  );
  return {
    increments: { entropy: increments(entropies), amplitude: increments(amplitudes) },
    inOutCorrelation: correlation,
    incrementAutocorrelation: { amplitude: autocorrelation(amplitudes), entropy: autocorrelation(entropies) },
    structure: structure(correlation.r, correlation.p, correlation.n),
  };
}

function inOut(layers: readonly LayerReport[], activity: readonly LayerActivity[] | null): InOutCorrelation {
  const used = layers.flatMap((layer): InOutLayer[] => {
    if (layer.inFraction === null || layer.outFraction === null) return [];
    const { live } = activity?.find((row) => row.segment === layer.segment && row.layer === layer.name) ?? {
      live: null,
    };
    return [{ name: layer.name, inFraction: layer.inFraction, outFraction: layer.outFraction, live }];
  });
  const result = inOutCorrelation(used);
  const reasons = new ReasonList();
  const why =
    used.length === 0 ? 'no hidden layer leads to two or more nodes' : 'all in- or all outFractions are equal';
  if (result.slope === null) reasons.add(why, 'slope');
  if (result.r === null) reasons.add(why, 'r', 'p', 'nullR');
  if (result.nLive === null) {
    reasons.add(activity === null ? NO_DATA : 'no live nodes could be counted', 'rLive', 'nLive');
  } else if (result.rLive === null) reasons.add('the live nodes are too few, or their fractions are equal', 'rLive');
  return { ...result, ...reasons.field() };
}

function addIncrementReasons(field: string, levels: readonly LayerLevel[], reasons: ReasonList): void {
  const whys = levels.slice(1).flatMap((after, index) => {
    const before = levels[index];
    const why = before === undefined ? null : whyNoIncrement(before, after);
    return before === undefined || why === null ? [] : [`${before.name} to ${after.name}: ${why}`];
  });
  if (whys.length > 0) reasons.add(whys.join('; '), field);
}
