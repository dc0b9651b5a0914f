import type { Column, MorphologyLayout } from './morphologyLayout.js';
import type { Palette } from './palette.js';
import type { Box, Circle, Shape } from './scene.js';

export interface NodeLook {
  readonly palette: Palette;
  /** Largest connectivity times N squared that is drawn at full size; 1 is a homogeneous layer. */
  readonly scale: number;
  /** Connectivity per node; null draws all at the size of a homogeneous layer. */
  readonly connectivity: ArrayLike<number> | null;
  /** 1 where accessible; null where it is undefined. */
  readonly accessible: ArrayLike<number> | null;
}

const SMALLEST_RADIUS = 2;

/** Radius of a node's circle: its area is proportional to the connectivity. */
export function nodeRadius(connectivity: number | null, nodes: number, scale: number, largest: number): number {
  const relative = connectivity === null ? 1 : connectivity * nodes * nodes;
  return Math.max(SMALLEST_RADIUS, largest * Math.sqrt(Math.min(1, Math.max(0, relative) / scale)));
}

/** Filled when accessible, hollow when not: a second channel beside the colour. */
export function nodeCircle(column: Column, node: number, y: number, layout: MorphologyLayout, look: NodeLook): Circle {
  const value = look.connectivity === null ? null : (look.connectivity[node] ?? 0);
  const open = look.accessible?.[node] === 0;
  return {
    kind: 'circle',
    x: column.x,
    y,
    radius: nodeRadius(value, column.nodes, look.scale, layout.largestRadius),
    fill: open || look.accessible === null ? look.palette.background : look.palette.node,
    stroke: open ? look.palette.cut : look.palette.node,
    strokeWidth: open ? 1.25 : 1,
  };
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
    const fill = open ? look.palette.cut : look.palette.node;
    marks.push({ kind: 'box', x: column.x - length / 2, y: y - height / 2, width: length, height, fill });
  }
  return marks;
}
