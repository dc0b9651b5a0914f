import type { SegmentSketch } from '../protocol/sketch.js';
import { isKept } from './keptEdges.js';

/** What stays in colour while the rest is greyed: masks per node layer, edge numbers per matrix of one segment. */
export interface Highlight {
  readonly segment: number;
  readonly nodes: readonly Uint8Array[];
  readonly edges: readonly (readonly number[])[];
}

export interface NodePlace {
  /** Index into the drawn segments. */
  readonly segment: number;
  readonly layer: number;
  readonly node: number;
}

/** A node with all its drawn edges and the nodes at their other ends. */
export function neighbourhoodOf(sketch: SegmentSketch, place: NodePlace): Highlight {
  const nodes = sketch.nodeLayers.map((layer) => new Uint8Array(layer.nodes));
  mark(nodes, place.layer, place.node);
  const edges = sketch.matrices.map((matrix, m): readonly number[] => {
    if (m !== place.layer && m !== place.layer - 1) return [];
    const leaving = m === place.layer;
    const near = leaving ? matrix.from : matrix.to;
    const far = leaving ? matrix.to : matrix.from;
    const found: number[] = [];
    near.forEach((node, edge) => {
      if (node !== place.node) return;
      found.push(edge);
      mark(nodes, leaving ? m + 1 : m, far[edge] ?? -1);
    });
    return found;
  });
  return { segment: place.segment, nodes, edges };
}

/**
 * A node's channel alone: everything that leads to it and everything it leads to over edges that survive pruning.
 * Downstream only accessible nodes count, since the others lead nowhere.
 * @param thresholds one per matrix
 * @param accessible masks per node layer; null where it is undefined
 */
export function channelOf(
  sketch: SegmentSketch,
  place: NodePlace,
  thresholds: readonly (number | null)[],
  accessible: readonly (ArrayLike<number> | null)[],
): Highlight {
  const nodes = sketch.nodeLayers.map((layer) => new Uint8Array(layer.nodes));
  const edges: number[][] = sketch.matrices.map(() => []);
  mark(nodes, place.layer, place.node);
  for (let m = place.layer; m < sketch.matrices.length; m += 1) follow(m, 'forward');
  for (let m = place.layer - 1; m >= 0; m -= 1) follow(m, 'backward');
  return { segment: place.segment, nodes, edges };

  function follow(m: number, direction: 'forward' | 'backward'): void {
    const matrix = sketch.matrices[m];
    if (matrix === undefined) return;
    const [near, far, nearLayer, farLayer] =
      direction === 'forward' ? [matrix.from, matrix.to, m, m + 1] : [matrix.to, matrix.from, m + 1, m];
    matrix.value.forEach((value, edge) => {
      const node = near[edge] ?? -1;
      const next = far[edge] ?? -1;
      if (nodes[nearLayer]?.[node] !== 1 || !isKept(value, thresholds[m] ?? null)) return;
      if (direction === 'forward' && accessible[farLayer]?.[next] === 0) return;
      edges[m]?.push(edge);
      mark(nodes, farLayer, next);
    });
  }
}

function mark(nodes: readonly Uint8Array[], layer: number, node: number): void {
  const mask = nodes[layer];
  if (mask !== undefined && node >= 0) mask[node] = 1;
}
