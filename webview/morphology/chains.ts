import type { CheckpointReport, LayerReport } from '../../src/protocol/report.js';
import type { CheckpointSketch } from '../../src/protocol/sketch.js';
import type { ViewState } from '../page/viewState.js';

/** More chains than this side by side would leave no room for any. */
const TOGETHER = 4;

/** Indices of the segments to draw: all while they are few, else the longest, else what was chosen. */
export function drawnSegments(sketch: CheckpointSketch, choice: ViewState['segment']): readonly number[] {
  const all = sketch.segments.map((_, index) => index);
  if (choice === 'all') return all;
  if (choice !== null && choice < all.length) return [choice];
  if (all.length <= TOGETHER) return all;
  const length = (index: number): number => sketch.segments[index]?.nodeLayers.length ?? 0;
  const longest = all.reduce((best, index) => (length(index) > length(best) ? index : best), 0);
  return [longest];
}

/** The hidden layers of one segment, first to last, as the report has them. */
export function hiddenLayers(report: CheckpointReport, segment: number): readonly LayerReport[] {
  return report.layers.filter((layer) => layer.segment === segment);
}

/** The report of a node layer; null for the input and the last nodes, which have none. */
export function layerAt(
  report: CheckpointReport,
  sketch: CheckpointSketch,
  segment: number,
  layer: number,
): LayerReport | null {
  const last = (sketch.segments[segment]?.nodeLayers.length ?? 0) - 1;
  return layer === 0 || layer === last ? null : (hiddenLayers(report, segment)[layer - 1] ?? null);
}
