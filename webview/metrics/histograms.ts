import type { LayerReport } from '../../src/protocol/report.js';

export interface LayerHistogram {
  readonly layer: LayerReport;
  readonly counts: readonly number[];
}

export interface Histograms {
  readonly layers: readonly LayerHistogram[];
  /** In units of a homogeneous layer's 1 / N²: the common right end of all axes. */
  readonly largest: number;
}

export const BINS = 16;

/** Connectivity times N², on one axis for all layers so that they can be compared. */
export function connectivityHistograms(layers: readonly LayerReport[]): Histograms {
  const measured = layers.filter(({ connectivity }) => connectivity !== null);
  let largest = 2;
  for (const { nodes, connectivity } of measured) {
    for (const value of connectivity ?? []) largest = Math.max(largest, value * nodes ** 2);
  }
  return {
    largest,
    layers: measured.map((layer) => {
      const counts = new Array<number>(BINS).fill(0);
      for (const value of layer.connectivity ?? []) {
        const bin = Math.min(BINS - 1, Math.floor((BINS * value * layer.nodes ** 2) / largest));
        counts[bin] = (counts[bin] ?? 0) + 1;
      }
      return { layer, counts };
    }),
  };
}
