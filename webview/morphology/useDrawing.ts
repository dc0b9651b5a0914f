import { useMemo } from 'preact/hooks';
import { layoutMorphology } from '../../src/drawing/morphologyLayout.js';
import type { MorphologyDrawing } from '../../src/drawing/morphologyScene.js';
import { orderByConnectivity, storedOrder } from '../../src/drawing/nodeOrder.js';
import type { Palette } from '../../src/drawing/palette.js';
import type { Prune } from '../../src/protocol/sketch.js';
import type { Accessibility } from '../../src/protocol/worker.js';
import type { Measured } from '../page/runState.js';
import type { ViewState } from '../page/viewState.js';
import { hiddenLayers, layerAt } from './chains.js';
import { thresholdsOf } from './pruning.js';

export interface DrawingInput {
  readonly title: string;
  readonly checkpoint: Measured;
  /** The last measured epoch: its order is that of all epochs, so that nodes keep their places. */
  readonly last: Measured;
  readonly segments: readonly number[];
  readonly order: ViewState['order'];
  readonly prune: Prune;
  readonly signs: boolean;
  readonly masks: Accessibility | null;
  readonly palette: Palette;
  readonly size: { readonly width: number; readonly height: number };
}

/** From a checkpoint and the reader's choices to what `src/drawing` draws. */
export function useDrawing(input: DrawingInput): MorphologyDrawing {
  const { title, checkpoint, last, segments, order, prune, signs, masks, palette, size } = input;
  const { report, sketch } = checkpoint;
  const drawn = useMemo(() => segments.flatMap((index) => sketch.segments[index] ?? []), [sketch, segments]);

  const orders = useMemo(
    () =>
      segments.map((index) => {
        const segment = last.sketch.segments[index];
        if (segment === undefined) return [];
        if (order === 'stored') return segment.nodeLayers.map(({ nodes }) => storedOrder(nodes));
        return orderByConnectivity(
          segment,
          hiddenLayers(last.report, index).map(({ connectivity }) => connectivity),
        );
      }),
    [last, segments, order],
  );
  const layout = useMemo(() => layoutMorphology(drawn, orders, size), [drawn, orders, size]);
  const connectivity = useMemo(
    () =>
      segments.map((index) =>
        (sketch.segments[index]?.nodeLayers ?? []).map(
          (_, layer) => layerAt(report, sketch, index, layer)?.connectivity ?? null,
        ),
      ),
    [report, sketch, segments],
  );
  const live = useMemo(
    () =>
      segments.map((index) =>
        (sketch.segments[index]?.nodeLayers ?? []).map(
          (_, layer) => layerAt(report, sketch, index, layer)?.live ?? null,
        ),
      ),
    [report, sketch, segments],
  );
  const scale = useMemo(
    () => Math.max(largestConnectivity(last, segments), largestConnectivity(checkpoint, segments)),
    [last, checkpoint, segments],
  );
  return useMemo(
    () => ({
      title,
      layout,
      segments: drawn,
      connectivity,
      accessible: segments.map((index) => masks?.segments[index] ?? []),
      live,
      thresholds: drawn.map((segment) => thresholdsOf(segment, prune)),
      signs,
      palette,
      scale,
    }),
    [title, layout, drawn, connectivity, live, segments, masks, prune, signs, palette, scale],
  );
}

/** In units of a homogeneous layer's 1 / N². */
function largestConnectivity({ report }: Measured, segments: readonly number[]): number {
  let largest = 1;
  for (const layer of report.layers) {
    if (!segments.includes(layer.segment)) continue;
    for (const value of layer.connectivity ?? []) largest = Math.max(largest, value * layer.nodes ** 2);
  }
  return largest;
}
