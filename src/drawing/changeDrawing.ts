import type { MatrixChange } from '../protocol/comparison.js';
import type { MatrixSketch, SegmentSketch } from '../protocol/sketch.js';
import type { MorphologyDrawing } from './morphologyScene.js';

/** What became of the checkpoint of a drawing, per drawn segment. */
export interface DrawnChange {
  /** Of the other checkpoint, per node layer, its nodes in the order of this one. */
  readonly connectivity: MorphologyDrawing['connectivity'];
  /** Per matrix; null for one that the other checkpoint does not have. */
  readonly matrices: readonly (readonly (MatrixChange | null)[])[];
}

/**
 * The same picture of what changed: lines by | |wB| - |wA| | against the largest of their matrix, in one hue where grown and
 * another where shrunk, dashed where the sign flipped; nodes by the change of their connectivity, filled where grown,
 * hollow where shrunk.
 */
export function changeDrawing(of: MorphologyDrawing, { connectivity, matrices }: DrawnChange): MorphologyDrawing {
  const changes = of.connectivity.map((layers, s) =>
    layers.map((values, layer) => differenceOf(values, connectivity[s]?.[layer] ?? null)),
  );
  const nodesOf = (s: number, layer: number): number => of.segments[s]?.nodeLayers[layer]?.nodes ?? 0;
  const { palette } = of;
  return {
    ...of,
    segments: of.segments.map((segment, s) => changedSegment(segment, matrices[s] ?? [])),
    connectivity: changes.map((layers, s) =>
      layers.map((change, layer) => change?.map(Math.abs) ?? new Float64Array(nodesOf(s, layer))),
    ),
    accessible: changes.map((layers) => layers.map((change) => change?.map((value) => (value > 0 ? 1 : 0)) ?? null)),
    live: of.live.map((layers) => layers.map(() => null)),
    thresholds: of.segments.map((segment) => segment.matrices.map(() => 0)),
    signs: true,
    largest: null,
    dashed: of.segments.map((segment, s) => segment.matrices.map((_, m) => matrices[s]?.[m]?.flipped ?? null)),
    hues: { filled: palette.positive, hollow: palette.negative, unknown: palette.muted },
    scale: largestOf(changes, nodesOf),
  };
}

/** Null where one side has no values, they are of another number, or nothing changed. */
function differenceOf(a: ArrayLike<number> | null, b: ArrayLike<number> | null): Float64Array | null {
  if (a === null || b === null || a.length !== b.length) return null;
  const change = Float64Array.from(a, (value, node) => (b[node] ?? 0) - value);
  return change.some((value) => value !== 0) ? change : null;
}

/** As `NodeLook.scale`: in units of a homogeneous layer's 1 / N². */
function largestOf(
  changes: readonly (readonly (Float64Array | null)[])[],
  nodesOf: (segment: number, layer: number) => number,
): number {
  let largest = Number.MIN_VALUE;
  changes.forEach((layers, s) =>
    layers.forEach((change, layer) =>
      change?.forEach((value) => (largest = Math.max(largest, Math.abs(value) * nodesOf(s, layer) ** 2))),
    ),
  );
  return largest;
}

function changedSegment(segment: SegmentSketch, changes: readonly (MatrixChange | null)[]): SegmentSketch {
  return { ...segment, matrices: segment.matrices.map((matrix, m) => changedMatrix(matrix, changes[m] ?? null)) };
}

function changedMatrix(matrix: MatrixSketch, change: MatrixChange | null): MatrixSketch {
  const { name } = matrix;
  return {
    name,
    maxAbs: change?.largest ?? 0,
    mean: null,
    median: null,
    complete: change?.complete ?? true,
    signed: true,
    from: change?.from ?? [],
    to: change?.to ?? [],
    value: change?.change ?? [],
  };
}
