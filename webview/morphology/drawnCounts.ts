import { isKept } from '../../src/drawing/keptEdges.js';
import type { MorphologyDrawing } from '../../src/drawing/morphologyScene.js';

export interface DrawnCounts {
  readonly nodes: number;
  /** Null while it is not known. */
  readonly accessible: number | null;
  /** Null without sample data. */
  readonly dead: number | null;
  readonly edges: number;
  readonly kept: number;
}

/** What a drawing shows, as numbers: for its description, and for tests that cannot see. */
export function drawnCounts(drawing: MorphologyDrawing): DrawnCounts {
  let nodes = 0;
  let accessible: number | null = 0;
  for (const column of drawing.layout.columns) {
    nodes += column.nodes;
    const mask = drawing.accessible[column.segment]?.[column.layer] ?? null;
    if (mask === null) accessible = null;
    else if (accessible !== null) for (let n = 0; n < mask.length; n += 1) accessible += mask[n] ?? 0;
  }
  let dead: number | null = null;
  for (const { segment, layer } of drawing.layout.columns) {
    const mask = drawing.live[segment]?.[layer] ?? null;
    if (mask === null) continue;
    dead ??= 0;
    for (let n = 0; n < mask.length; n += 1) dead += mask[n] === 0 ? 1 : 0;
  }
  let edges = 0;
  let kept = 0;
  drawing.segments.forEach(({ matrices }, s) =>
    matrices.forEach(({ value }, m) => {
      edges += value.length;
      for (const w of value) if (isKept(w, drawing.thresholds[s]?.[m] ?? null)) kept += 1;
    }),
  );
  return { nodes, accessible, dead, edges, kept };
}
