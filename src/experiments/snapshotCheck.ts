import { finite, flag, list, oneOf, orNull, shape, text, whole } from '../network/jsonChecks.js';
import type { NetworkSnapshots } from '../protocol/figure.js';
import { MAX_EDGES, type MatrixSketch, type SegmentSketch } from '../protocol/sketch.js';

const MOST = { snapshots: 100, segments: 100, layers: 1000, nodes: 100_000 } as const;

const indices = list(whole(0, MOST.nodes), MAX_EDGES);
const matrix = shape({
  name: text,
  maxAbs: finite,
  mean: orNull(finite),
  median: orNull(finite),
  complete: flag,
  signed: flag,
  from: indices,
  to: indices,
  value: list(finite, MAX_EDGES),
});
const segment = shape({
  nodeLayers: list(shape({ name: text, nodes: whole(0, MOST.nodes) }), MOST.layers),
  matrices: list(matrix, MOST.layers),
  joins: list(shape({ earlier: whole(0, MOST.layers), later: whole(0, MOST.layers) }), MOST.layers),
});
const perNode = list(finite, MOST.nodes);
const snapshots = shape({
  kind: oneOf('networks'),
  title: text,
  snapshots: list(
    shape({
      label: text,
      segments: list(segment, MOST.segments),
      connectivity: list(list(orNull(perNode), MOST.layers), MOST.segments),
    }),
    MOST.snapshots,
  ),
  order: list(list(list(whole(0, MOST.nodes), MOST.nodes), MOST.layers), MOST.segments),
  caption: text,
});

/** Networks of a file that anyone may have sent: every edge ends at a node, every order is one of the nodes there are. */
export function isSnapshots(value: unknown): boolean {
  return snapshots(value) && fits(value as NetworkSnapshots);
}

function fits({ snapshots: all, order }: NetworkSnapshots): boolean {
  return all.every(
    ({ segments, connectivity }) =>
      segments.length === order.length &&
      segments.length === connectivity.length &&
      segments.every((one, s) => segmentFits(one, order[s] ?? [], connectivity[s] ?? [])),
  );
}

function segmentFits(
  one: SegmentSketch,
  orders: readonly (readonly number[])[],
  connectivity: readonly (readonly number[] | null)[],
): boolean {
  const { nodeLayers, matrices, joins } = one;
  const layers = nodeLayers.length;
  return (
    !('accessible' in one) &&
    layers === matrices.length + 1 &&
    orders.length === layers &&
    connectivity.length === layers &&
    nodeLayers.every(
      ({ nodes }, l) => isOrder(orders[l] ?? [], nodes) && (connectivity[l]?.length ?? nodes) === nodes,
    ) &&
    matrices.every((entries, m) => edgesFit(entries, nodeLayers[m]?.nodes ?? 0, nodeLayers[m + 1]?.nodes ?? 0)) &&
    joins.every(({ earlier, later }) => earlier < layers && later < layers)
  );
}

function isOrder(order: readonly number[], nodes: number): boolean {
  return order.length === nodes && new Set(order).size === nodes && order.every((node) => node < nodes);
}

function edgesFit(entries: MatrixSketch, inputs: number, outputs: number): boolean {
  const { from, to, value } = entries;
  const isEven = from.length === to.length && from.length === value.length;
  return isEven && !('map' in entries) && from.every((node) => node < inputs) && to.every((node) => node < outputs);
}
