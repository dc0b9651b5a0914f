import type { MatrixSketch, Prune, SegmentSketch } from '../protocol/sketch.js';
import { pruneThreshold } from './threshold.js';

/** Thresholds of |w| of a segment's matrices for `accessibleFromEdges`; null where one is not known. */
export function thresholdsOf(segment: SegmentSketch, prune: Prune): (number | null)[] {
  return segment.matrices.map((matrix) => thresholdOf(matrix, prune));
}

function thresholdOf({ mean, median }: MatrixSketch, prune: Prune): number | null {
  return mean === null ? null : pruneThreshold(prune, mean, median);
}
