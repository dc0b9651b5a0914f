import type { LayerPermutation } from '../../src/protocol/comparison.js';
import type { LayerReport } from '../../src/protocol/report.js';
import type { MatrixSketch, SegmentSketch } from '../../src/protocol/sketch.js';
import type { Measured } from '../page/runState.js';

/** Per node layer of a segment: the node of the other checkpoint at each place; null where nodes stay. */
type Orders = readonly (readonly number[] | null)[];

/**
 * A checkpoint with its hidden nodes in the order of another: node i of the result is node `order[i]` of this one. Layers
 * are told by the names of the *first* checkpoint, which are this one's too or lie at the same place.
 * @param first the checkpoint whose order it is
 */
export function permutedLike(
  first: Measured,
  { report, sketch }: Measured,
  layers: readonly LayerPermutation[],
): Measured {
  const byName = new Map(layers.map(({ name, order }) => [name, order]));
  const orders = sketch.segments.map((segment, s): Orders =>
    segment.nodeLayers.map(({ nodes }, layer) => {
      const name = first.sketch.segments[s]?.nodeLayers[layer]?.name ?? '';
      const isHidden = layer > 0 && layer < segment.nodeLayers.length - 1;
      const order = isHidden ? byName.get(name) : undefined;
      return order?.length === nodes ? order : null;
    }),
  );
  const place = new Map<number, number>();
  return {
    report: {
      ...report,
      layers: report.layers.map((layer) => {
        const at = (place.get(layer.segment) ?? 0) + 1;
        place.set(layer.segment, at);
        return permutedLayer(layer, orders[layer.segment]?.[at] ?? null);
      }),
    },
    sketch: { segments: sketch.segments.map((segment, s) => permutedSegment(segment, orders[s] ?? [])) },
  };
}

function permutedLayer(layer: LayerReport, order: readonly number[] | null): LayerReport {
  return {
    ...layer,
    inFraction: taken(layer.inFraction, order),
    outFraction: taken(layer.outFraction, order),
    connectivity: taken(layer.connectivity, order),
    live: taken(layer.live, order),
  };
}

function permutedSegment(segment: SegmentSketch, orders: Orders): SegmentSketch {
  const places = orders.map((order) => (order === null ? null : inverse(order)));
  return {
    ...segment,
    matrices: segment.matrices.map((matrix, m) => permutedMatrix(matrix, places[m] ?? null, places[m + 1] ?? null)),
    ...(segment.accessible === undefined
      ? {}
      : { accessible: segment.accessible.map((mask, layer) => taken(mask, orders[layer] ?? null)) }),
  };
}

function permutedMatrix(
  matrix: MatrixSketch,
  from: readonly number[] | null,
  to: readonly number[] | null,
): MatrixSketch {
  return {
    ...matrix,
    from: from === null ? matrix.from : matrix.from.map((node) => from[node] ?? node),
    to: to === null ? matrix.to : matrix.to.map((node) => to[node] ?? node),
  };
}

function taken(values: readonly number[] | null, order: readonly number[] | null): readonly number[] | null {
  return values === null || order === null ? values : order.map((node) => values[node] ?? 0);
}

function inverse(order: readonly number[]): readonly number[] {
  const places = new Array<number>(order.length).fill(0);
  order.forEach((node, place) => (places[node] = place));
  return places;
}
