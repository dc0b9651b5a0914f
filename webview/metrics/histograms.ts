import type { LayerReport } from '../../src/protocol/report.js';

export interface LayerHistogram {
  /** Counted from the input, as on all layer axes. */
  readonly number: number;
  readonly layer: LayerReport;
  readonly counts: readonly number[];
}

export interface Histograms {
  readonly layers: readonly LayerHistogram[];
  /** In units of a homogeneous layer's 1 / N²: the common right end of all axes; the last bar holds what is above. */
  readonly largest: number;
}

export const BINS = 16;

/** Connectivity times N², on one axis for all layers so that they can be compared. */
export function connectivityHistograms(layers: readonly LayerReport[]): Histograms {
  const measured = layers
    .map((layer, index) => ({ layer, number: index + 1 }))
    .filter(({ layer }) => layer.connectivity !== null);
  const all = measured.flatMap(({ layer: { nodes, connectivity } }) =>
    (connectivity ?? []).map((value) => value * nodes ** 2),
  );
  all.sort((a, b) => a - b);
  // A few extreme nodes would squeeze all others into the first bar; the last bar takes them in.
  const largest = Math.max(2, all[Math.floor(0.985 * (all.length - 1))] ?? 0);
  return {
    largest,
    layers: measured.map(({ layer, number }) => {
      const counts = new Array<number>(BINS).fill(0);
      for (const value of layer.connectivity ?? []) {
        const bin = Math.min(BINS - 1, Math.floor((BINS * value * layer.nodes ** 2) / largest));
        counts[bin] = (counts[bin] ?? 0) + 1;
      }
      return { number, layer, counts };
    }),
  };
}
