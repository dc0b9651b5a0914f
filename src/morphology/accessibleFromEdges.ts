import type { MatrixSketch, SegmentSketch } from '../protocol/sketch.js';
import { joined, withoutNeighbours, type Pruning } from './nodeMasks.js';
import { isKept } from './threshold.js';

/**
 * Accessible nodes of a segment from its sketch, for the panel's slider: exact where every matrix is `complete`, or
 * its threshold above the weakest edge.
 * @param thresholds of |w|, one per matrix (`pruneThreshold`); null for a matrix that cannot be pruned
 * @returns per node layer, the input first, one 0 or 1 per node; null beside a matrix that is zero or cannot be pruned
 */
export function accessibleFromEdges(
  segment: SegmentSketch,
  thresholds: readonly (number | null)[],
): (Uint8Array | null)[] {
  const layers = segment.nodeLayers;
  const masks = new Array<Uint8Array | null>(layers.length).fill(null);
  masks[layers.length - 1] = new Uint8Array(layers.at(-1)?.nodes ?? 0).fill(1);
  const prunings: Pruning[] = segment.matrices.map((matrix, k) => ({
    threshold: matrix.mean === null ? null : (thresholds[k] ?? null),
    healthy: matrix.mean !== null && matrix.maxAbs > 0,
  }));
  for (let k = segment.matrices.length - 1; k >= 0; k--) {
    const matrix = segment.matrices[k];
    const threshold = prunings[k]?.threshold ?? null;
    const later = masks[k + 1] ?? null;
    if (matrix === undefined || threshold === null || later === null || prunings[k]?.healthy !== true) continue;
    masks[k] = joined(reach(matrix, threshold, later, layers[k]?.nodes ?? 0), k, segment.joins, masks);
  }
  return withoutNeighbours(masks, prunings);
}

/** Kept edges of a sketch's matrix: how many come first in its list, the strongest being first. */
export function keptEdges(matrix: MatrixSketch, threshold: number): number {
  let low = 0;
  let high = matrix.value.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (isKept(Math.abs(matrix.value[middle] ?? 0), threshold)) low = middle + 1;
    else high = middle;
  }
  return low;
}

function reach(matrix: MatrixSketch, threshold: number, later: Uint8Array, nodes: number): Uint8Array {
  const mask = new Uint8Array(nodes);
  const kept = keptEdges(matrix, threshold);
  for (let edge = 0; edge < kept; edge++) {
    if (later[matrix.to[edge] ?? 0] === 1) mask[matrix.from[edge] ?? 0] = 1;
  }
  return mask;
}
