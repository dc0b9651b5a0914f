import type { SegmentSketch } from '../protocol/sketch.js';

/** Nodes of one layer from top to bottom. */
export type NodeOrder = readonly number[];

export function storedOrder(nodes: number): NodeOrder {
  return Array.from({ length: nodes }, (_, node) => node);
}

/** Highest value at the top; equal ones, and layers without values, keep their stored order. */
export function descendingOrder(nodes: number, values: ArrayLike<number> | null): NodeOrder {
  const order = Array.from({ length: nodes }, (_, node) => node);
  return values === null ? order : order.sort((a, b) => (values[b] ?? 0) - (values[a] ?? 0) || a - b);
}

/**
 * The order of every node layer of a segment by connectivity. The input and the last nodes have none: they are ordered
 * by the sum of |w| of their drawn edges.
 * @param connectivity per hidden layer of the segment; null where it is undefined
 */
export function orderByConnectivity(
  segment: SegmentSketch,
  connectivity: readonly (readonly number[] | null)[],
): readonly NodeOrder[] {
  const last = segment.nodeLayers.length - 1;
  return segment.nodeLayers.map(({ nodes }, layer) => {
    if (layer > 0 && layer < last) return descendingOrder(nodes, connectivity[layer - 1] ?? null);
    const matrix = segment.matrices[layer === 0 ? 0 : last - 1];
    if (matrix === undefined) return storedOrder(nodes);
    const ends = layer === 0 ? matrix.from : matrix.to;
    const strength = new Float64Array(nodes);
    ends.forEach((node, edge) => {
      strength[node] = (strength[node] ?? 0) + Math.abs(matrix.value[edge] ?? 0);
    });
    return descendingOrder(nodes, strength);
  });
}
