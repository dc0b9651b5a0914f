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

/** The masks that came with the sketch; they hold for the report's own threshold. */
export function storedAccessibility(sketch: CheckpointSketch): Accessibility | null {
  const segments = sketch.segments.flatMap(({ accessible }) => (accessible === undefined ? [] : [accessible]));
  return segments.length === sketch.segments.length ? { segments } : null;
}

/** True when the drawn edges alone tell which nodes stay accessible: what is not drawn would be cut anyway. */
export function toldByEdges(sketch: CheckpointSketch, prune: Prune): boolean {
  return sketch.segments.every((segment) =>
    segment.matrices.every((matrix) => {
      const threshold = pruneThreshold(prune, matrix.mean, matrix.median);
      return matrix.complete || threshold === null || threshold > Math.abs(matrix.value.at(-1) ?? 0);
    }),
  );
}

export function accessibleByEdges(sketch: CheckpointSketch, prune: Prune): Accessibility {
  return {
    segments: sketch.segments.map((segment) =>
      accessibleFromEdges(segment, thresholdsOf(segment, prune)).map((mask) => (mask === null ? null : [...mask])),
    ),
  };
}

function near(a: number | null, b: number | null): boolean {
  return a === b || (a !== null && b !== null && Math.abs(a - b) <= 1e-9 * Math.max(Math.abs(a), Math.abs(b)));
}
