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
 * @param ends appends x and y of both ends of an edge
 */
export function edgeLines(
  matrix: MatrixSketch,
  edges: Iterable<number>,
  ends: (edge: number, points: number[]) => void,
  look: EdgeLook,
): Lines[] {
  const cut: number[] = [];
  // One list a step and hue; numbers as keys, since this runs for every edge of every frame.
  const above = Array.from({ length: STEPS + 1 }, (): number[] => []);
  const below = Array.from({ length: STEPS + 1 }, (): number[] => []);
  const bySign = matrix.signed && look.signs;
  for (const edge of edges) {
    const value = matrix.value[edge] ?? 0;
    if (!isKept(value, look.threshold)) {
      ends(edge, cut);
      continue;
    }
    const share = matrix.maxAbs > 0 ? Math.min(1, Math.abs(value) / matrix.maxAbs) : 0;
    const step = Math.max(1, Math.round(share * STEPS));
    ends(edge, (bySign && value < 0 ? below : above)[step] ?? cut);
  }
  const { palette, strength, widest } = look;
  const lines: Lines[] = [];
  for (let step = 1; step <= STEPS; step += 1) {
    const width = (widest * step) / STEPS;
    const opacity = strength * (FAINTEST + (0.9 - FAINTEST) * (step / STEPS));
    const add = (points: readonly number[] | undefined, stroke: string): void => {
      if (points !== undefined && points.length > 0) {
        lines.push({ kind: 'lines', stroke, width, opacity, dash: null, points });
      }
    };
    add(below[step], palette.negative);
    add(above[step], bySign ? palette.positive : palette.line);
  }
  if (cut.length > 0) {
    const faint = { stroke: look.palette.cut, width: 0.6, opacity: CUT_OPACITY };
    lines.unshift({ kind: 'lines', ...faint, dash: null, points: cut });
  }
  return lines;
}
