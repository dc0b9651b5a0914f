import type { MatrixSketch } from '../protocol/sketch.js';
import { isKept } from './keptEdges.js';
import type { Palette } from './palette.js';
import type { Lines } from './scene.js';

export interface EdgeLook {
  readonly palette: Palette;
  /** Two hues by the sign of the weight, where the matrix has signs. */
  readonly signs: boolean;
  readonly threshold: number | null;
  /** |w| that is drawn at full width and opacity. */
  readonly largest: number;
  /** 1 for an edge that is drawn dashed; null where none is. */
  readonly dashed: ArrayLike<number> | null;
  /** Width in pixels of `largest`. */
  readonly widest: number;
  /** Square pixels between the two columns: lines that would fill them become fainter. */
  readonly area: number;
}

/** Steps of |w| / max |w| that share one path: finer than an eye tells apart, and few enough for one frame. */
const STEPS = 24;
const FAINTEST = 0.05;
const CUT_OPACITY = 0.16;
const CUT_WIDTH = 0.6;
/** Share of the area that lines may cover at full strength, and what pruning cuts at its own. */
const COVER = 0.25;
const CUT_COVER = 0.6;
const DASH = [5, 3];
/** Fainter than this a screen does not show a line at all. */
const LEAST_OPACITY = 0.008;

/**
 * Lines of one matrix, weakest first so that the strong ones lie on top. Width and opacity are proportional to |w|
 * against the largest given; what pruning cuts is thin and grey. Where stronger lines have used up the room, the
 * weaker ones are fainter still, so that a dense matrix shows its strongest weights and not one block.
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
  // One list a step, hue and dash; numbers as keys, since this runs for every edge of every frame.
  const lists = Array.from({ length: 4 * (STEPS + 1) }, (): number[] => []);
  const bySign = matrix.signed && look.signs;
  const { largest, dashed } = look;
  for (const edge of edges) {
    const value = matrix.value[edge] ?? 0;
    if (!isKept(value, look.threshold)) {
      ends(edge, cut);
      continue;
    }
    const share = largest > 0 ? Math.min(1, Math.abs(value) / largest) : 0;
    const step = Math.max(1, Math.round(share * STEPS));
    const style = (bySign && value < 0 ? 1 : 0) + (dashed?.[edge] === 1 ? 2 : 0);
    ends(edge, lists[4 * step + style] ?? cut);
  }
  const { palette, widest, area } = look;
  const lines: Lines[] = [];
  let covered = 0;
  for (let step = STEPS; step >= 1; step -= 1) {
    const width = (widest * step) / STEPS;
    const groups = lists.slice(4 * step, 4 * step + 4).flatMap((points, style) => {
      const stroke = style % 2 === 1 ? palette.negative : bySign ? palette.positive : palette.line;
      return points.length === 0 ? [] : [{ points, stroke, dash: style < 2 ? null : DASH }];
    });
    for (const { points } of groups) covered += (width * lengthOf(points)) / area;
    const plain = FAINTEST + (0.9 - FAINTEST) * (step / STEPS);
    const opacity = faded(plain, covered, COVER);
    for (const group of groups) lines.push({ kind: 'lines', width, opacity, ...group });
  }
  if (cut.length > 0) {
    const opacity = faded(CUT_OPACITY, (CUT_WIDTH * lengthOf(cut)) / area, CUT_COVER);
    lines.push({ kind: 'lines', stroke: palette.cut, width: CUT_WIDTH, opacity, dash: null, points: cut });
  }
  return lines.reverse();
}

/** @param covered by the lines of this strength and all stronger ones, of an area of 1 */
function faded(opacity: number, covered: number, room: number): number {
  return Math.max(LEAST_OPACITY, opacity * Math.min(1, room / covered));
}

function lengthOf(points: readonly number[]): number {
  let sum = 0;
  for (let i = 0; i + 3 < points.length; i += 4) {
    const across = (points[i + 2] ?? 0) - (points[i] ?? 0);
    const down = (points[i + 3] ?? 0) - (points[i + 1] ?? 0);
    sum += Math.sqrt(across * across + down * down);
  }
  return sum;
}
