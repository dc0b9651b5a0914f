import type { Column, MorphologyLayout } from './morphologyLayout.js';
import type { Palette } from './palette.js';
import type { Box, Circle, Shape } from './scene.js';

/** Colours of nodes: filled ones, hollow ones, and those of which neither is known. */
export interface NodeHues {
  readonly filled: string;
  readonly hollow: string;
  readonly unknown: string;
}

export interface NodeLook {
  readonly palette: Palette;
  readonly hues: NodeHues;
  /** Largest connectivity times N squared that is drawn at full size; 1 is a homogeneous layer. */
  readonly scale: number;
  /** Connectivity per node; null draws all at the size of a homogeneous layer. */
  readonly connectivity: ArrayLike<number> | null;
  /** 1 where accessible; null where it is undefined. */
  readonly accessible: ArrayLike<number> | null;
  /** 0 where the node is never active; null without sample data. */
  readonly live: ArrayLike<number> | null;
}

const SMALLEST_RADIUS = 2;
/** Half the width of a cross over a small circle. */
const SMALLEST_CROSS = 3.5;

export function plainHues({ node, cut }: Palette): NodeHues {
  return { filled: node, hollow: cut, unknown: node };
}

/** The colour of a node's outline, or of its mark. */
export function hueOf({ accessible, hues }: NodeLook, node: number): string {
  return accessible === null ? hues.unknown : accessible[node] === 0 ? hues.hollow : hues.filled;
}

/** Radius of a node's circle: its area is proportional to the connectivity. */
export function nodeRadius(connectivity: number | null, nodes: number, scale: number, largest: number): number {
  const relative = connectivity === null ? 1 : connectivity * nodes * nodes;
  return Math.max(SMALLEST_RADIUS, largest * Math.sqrt(Math.min(1, Math.max(0, relative) / scale)));
}

/** Filled when accessible, hollow when not, crossed when dead: shapes, so that no one depends on colour. */
export function nodeCircle(column: Column, node: number, y: number, layout: MorphologyLayout, look: NodeLook): Shape[] {
  const value = look.connectivity === null ? null : (look.connectivity[node] ?? 0);
  const open = look.accessible?.[node] === 0;
  const filled = !open && look.accessible !== null;
  const circle: Circle = {
    kind: 'circle',
    x: column.x,
    y,
    radius: nodeRadius(value, column.nodes, look.scale, layout.largestRadius),
    fill: filled ? look.hues.filled : look.palette.background,
    stroke: hueOf(look, node),
    strokeWidth: open ? 1.25 : 1,
  };
  return look.live?.[node] === 0 ? [circle, ...cross(circle, column.pitch, filled, look.palette)] : [circle];
}

/** Through a circle that is large enough, else over it: a dead node is mostly a small one. */
function cross({ x, y, radius }: Circle, pitch: number, filled: boolean, palette: Palette): Shape[] {
  const inside = radius >= 5;
  const arm = inside ? radius * 0.62 : Math.min(SMALLEST_CROSS, Math.max(1.5, 0.4 * pitch));
  const points = [x - arm, y - arm, x + arm, y + arm, x - arm, y + arm, x + arm, y - arm];
  const stroke = inside && filled ? palette.background : palette.text;
  return [{ kind: 'lines', stroke, width: inside ? 1.5 : 1.1, opacity: 1, dash: null, points }];
}

/** Beside a column of marks, a thin bar along the dead nodes: marks are too thin to be crossed. */
export function deadBars(column: Column, layout: MorphologyLayout, look: NodeLook): Shape[] {
  const bars: Box[] = [];
  const { live } = look;
  if (live === null) return bars;
  const x = column.x + layout.markLength / 2 + 2;
  let from = -1;
  for (let row = 0; row <= column.nodes; row += 1) {
    const dead = row < column.nodes && live[column.order[row] ?? 0] === 0;
    if (dead && from < 0) from = row;
    if (dead || from < 0) continue;
    const y = column.top + column.pitch * (from - 0.5);
    const height = Math.max(0.75, column.pitch * (row - from));
    bars.push({ kind: 'box', x, y, width: 2, height, fill: look.palette.text });
    from = -1;
  }
  return bars;
}

/**
 * Thin marks for a wide layer: one a pixel row or more, as long as the square root of the largest connectivity among
 * its nodes, so the column's outline is the layer's profile. Rows without an accessible node are grey and half as thick.
 */
export function nodeMarks(column: Column, layout: MorphologyLayout, look: NodeLook): Shape[] {
  const perMark = Math.max(1, Math.ceil(2 / column.pitch));
  const marks: Box[] = [];
  const scale = look.scale / (column.nodes * column.nodes);
  for (let row = 0; row < column.nodes; row += perMark) {
    let largest = 0;
    let open = look.accessible !== null;
    const end = Math.min(column.nodes, row + perMark);
    for (let r = row; r < end; r += 1) {
      const node = column.order[r] ?? 0;
      largest = Math.max(largest, look.connectivity === null ? 1 / column.nodes ** 2 : (look.connectivity[node] ?? 0));
      if (look.accessible?.[node] === 1) open = false;
    }
    const length = Math.max(2, layout.markLength * Math.sqrt(Math.min(1, largest / scale)));
    const height = Math.max(open ? 0.6 : 1, column.pitch * (end - row) * (open ? 0.3 : perMark > 1 ? 1 : 0.7));
    const y = column.top + column.pitch * (row + (end - row - 1) / 2);
    const fill = look.accessible === null ? look.hues.unknown : open ? look.hues.hollow : look.hues.filled;
    marks.push({ kind: 'box', x: column.x - length / 2, y: y - height / 2, width: length, height, fill });
  }
  return marks;
}
