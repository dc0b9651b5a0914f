import { accessibleFromEdges } from '../../src/morphology/accessibleFromEdges.js';
import { pruneThreshold } from '../../src/morphology/threshold.js';
import type { CheckpointReport } from '../../src/protocol/report.js';
import type { CheckpointSketch, MatrixSketch, Prune, SegmentSketch } from '../../src/protocol/sketch.js';
import type { Accessibility } from '../../src/protocol/worker.js';

/** Which rule the report was measured with, told from its thresholds. */
export function reportPrune(report: CheckpointReport, sketch: CheckpointSketch): Prune {
  const matrices = sketch.segments.flatMap(({ matrices }) => matrices);
  const thresholds = new Map(report.matrices.map(({ name, pruneThreshold }) => [name, pruneThreshold]));
  const fits = (value: (matrix: MatrixSketch) => number | null): boolean =>
    matrices.every((matrix) => near(thresholds.get(matrix.name) ?? null, value(matrix)));
  if (fits(({ mean }) => mean)) return 'mean';
  if (fits(({ median }) => median)) return 'median';
  const first = [...thresholds.values()].find((value) => value !== null);
  return first ?? 'mean';
}

export function thresholdsOf(segment: SegmentSketch, prune: Prune): readonly (number | null)[] {
  return segment.matrices.map(({ mean, median }) => pruneThreshold(prune, mean, median));
}

/**
 * The accessible nodes that the sketch tells: by its edges where what is not drawn would be cut anyway, else by the masks
 * that came with it, which hold for the report's own threshold alone. Null where neither does.
 * @param ownRule whether `prune` is what the report was measured with
 */
export function toldAccessibility(sketch: CheckpointSketch, prune: Prune, ownRule: boolean): Accessibility | null {
  const segments: Accessibility['segments'][number][] = [];
  for (const segment of sketch.segments) {
    if (segment.matrices.every((matrix) => toldByEdges(matrix, prune))) {
      const masks = accessibleFromEdges(segment, thresholdsOf(segment, prune));
      segments.push(masks.map((mask) => (mask === null ? null : [...mask])));
    } else if (ownRule && segment.accessible !== undefined) segments.push(segment.accessible);
    else return null;
  }
  return { segments };
}

/** Whether everything that survives pruning is among the drawn edges. */
export function toldByEdges(matrix: MatrixSketch, prune: Prune): boolean {
  const threshold = pruneThreshold(prune, matrix.mean, matrix.median);
  return matrix.complete || threshold === null || threshold > Math.abs(matrix.value.at(-1) ?? 0);
}

function near(a: number | null, b: number | null): boolean {
  return a === b || (a !== null && b !== null && Math.abs(a - b) <= 1e-9 * Math.max(Math.abs(a), Math.abs(b)));
}
