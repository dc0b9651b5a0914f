import { useMemo } from 'preact/hooks';
import { layoutMorphology } from '../../src/drawing/morphologyLayout.js';
import type { MorphologyDrawing } from '../../src/drawing/morphologyScene.js';
import { orderByConnectivity, storedOrder, type NodeOrder } from '../../src/drawing/nodeOrder.js';
import type { Palette } from '../../src/drawing/palette.js';
import type { CheckpointSketch, Prune } from '../../src/protocol/sketch.js';
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
  /** The checkpoint drawn beside this one: lines and nodes of both are of one scale. */
  readonly beside: Measured | null;
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
  const { title, checkpoint, last, beside, segments, order, prune, signs, masks, palette, size } = input;
  const { report, sketch } = checkpoint;
  const drawn = useMemo(() => segments.flatMap((index) => sketch.segments[index] ?? []), [sketch, segments]);

  const orders = useMemo(
    () =>
      segments.map((index) => {
        const layers = sketch.segments[index]?.nodeLayers ?? [];
        if (order === 'stored') return layers.map(({ nodes }) => storedOrder(nodes));
        const wanted = connectivityOrders(last, index);
        // Of two networks that differ, the other's layers have no order for this one's.
        if (layers.every(({ nodes }, layer) => wanted[layer]?.length === nodes)) return wanted;
        return connectivityOrders(checkpoint, index);
      }),
    [last, checkpoint, sketch, segments, order],
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
    () =>
      Math.max(
        ...[last, checkpoint, ...(beside === null ? [] : [beside])].map((one) => largestConnectivity(one, segments)),
      ),
    [last, checkpoint, beside, segments],
  );
  const largest = useMemo(
    () => (beside === null ? null : commonMaxima(sketch, beside.sketch, segments)),
    [sketch, beside, segments],
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
      largest,
      dashed: null,
      hues: null,
      palette,
      scale,
    }),
    [title, layout, drawn, connectivity, live, segments, masks, prune, signs, largest, palette, scale],
  );
}

function connectivityOrders({ report, sketch }: Measured, index: number): readonly NodeOrder[] {
  const segment = sketch.segments[index];
  if (segment === undefined) return [];
  const layers = hiddenLayers(report, index);
  return orderByConnectivity(
    segment,
    layers.map(({ connectivity }) => connectivity),
  );
}

/** Per drawn matrix, the larger of both sides' largest |w|. */
function commonMaxima(
  { segments: own }: CheckpointSketch,
  { segments: theirs }: CheckpointSketch,
  drawn: readonly number[],
): readonly (readonly number[])[] {
  return drawn.map((index) =>
    (own[index]?.matrices ?? []).map(({ maxAbs }, m) => Math.max(maxAbs, theirs[index]?.matrices[m]?.maxAbs ?? 0)),
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
