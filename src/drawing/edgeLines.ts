import type { MatrixSketch } from '../protocol/sketch.js';
import { isKept } from './keptEdges.js';
import type { Palette } from './palette.js';
import type { Lines } from './scene.js';

export interface EdgeLook {
  readonly palette: Palette;
  /** Two hues by the sign of the weight, where the matrix has signs. */
  readonly signs: boolean;
  readonly threshold: number | null;
  /** Width in pixels of the matrix's largest |w|. */
  readonly widest: number;
  /** Factor on all opacities, below 1 where thousands of lines would merge into one block. */
  readonly strength: number;
}

/** Steps of |w| / max |w| that share one path: finer than an eye tells apart, and few enough for one frame. */
const STEPS = 24;
const FAINTEST = 0.05;
const CUT_OPACITY = 0.16;

/**
 * Lines of one matrix, weakest first so that the strong ones lie on top. Width and opacity are proportional to |w|
 * against the largest of the matrix; what pruning cuts is thin and grey.
 * @param edges numbers of the edges to draw
 * @param ends x and y of both ends of an edge
 */
export function edgeLines(
  matrix: MatrixSketch,
  edges: Iterable<number>,
  ends: (edge: number) => readonly [number, number, number, number],
  look: EdgeLook,
): Lines[] {
  const cut: number[] = [];
  const kept = new Map<string, { step: number; stroke: string; points: number[] }>();
  for (const edge of edges) {
    const value = matrix.value[edge] ?? 0;
    const line = ends(edge);
    if (!isKept(value, look.threshold)) {
      cut.push(...line);
      continue;
    }
    const share = matrix.maxAbs > 0 ? Math.min(1, Math.abs(value) / matrix.maxAbs) : 0;
    const step = Math.max(1, Math.round(share * STEPS));
    const stroke = strokeOf(value, matrix.signed && look.signs, look.palette);
    const key = `${step} ${stroke}`;
    const group = kept.get(key);
    if (group === undefined) kept.set(key, { step, stroke, points: [...line] });
    else group.points.push(...line);
  }
  const lines: Lines[] = [...kept.values()]
    .sort((a, b) => a.step - b.step)
    .map(({ step, stroke, points }) => ({
      kind: 'lines',
      stroke,
      width: (look.widest * step) / STEPS,
      opacity: look.strength * (FAINTEST + (0.9 - FAINTEST) * (step / STEPS)),
      dash: null,
      points,
    }));
  if (cut.length > 0) {
    const faint = { stroke: look.palette.cut, width: 0.6, opacity: CUT_OPACITY };
    lines.unshift({ kind: 'lines', ...faint, dash: null, points: cut });
  }
  return lines;
}

function strokeOf(value: number, signs: boolean, palette: Palette): string {
  if (!signs) return palette.line;
  return value < 0 ? palette.negative : palette.positive;
}
