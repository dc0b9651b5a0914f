import type { SegmentSketch } from '../protocol/sketch.js';
import { layoutColumnLabels, type ColumnLabels } from './columnLabels.js';
import type { NodeOrder } from './nodeOrder.js';

/** One node layer as a column. Row 0 is at the top. */
export interface Column {
  /** Index into the drawn segments, and the node layer within it (0 is the segment's input). */
  readonly segment: number;
  readonly layer: number;
  readonly name: string;
  readonly nodes: number;
  readonly x: number;
  /** Centre of row 0. */
  readonly top: number;
  readonly pitch: number;
  /** Circles while they fit; thin marks for wide layers. */
  readonly form: 'circles' | 'marks';
  /** Node at each row, and row of each node. */
  readonly order: NodeOrder;
  readonly rows: readonly number[];
}

export interface MorphologyLayout {
  readonly width: number;
  readonly height: number;
  readonly columns: readonly Column[];
  readonly spacing: number;
  readonly labels: ColumnLabels;
  /** Centre line of the first row of labels. */
  readonly labelTop: number;
  readonly bodyTop: number;
  readonly bodyBottom: number;
  readonly largestRadius: number;
  readonly markLength: number;
}

/** Rows nearer than this would be circles that nobody can tell apart. */
const SMALLEST_CIRCLE_PITCH = 5;
const LARGEST_RADIUS = 15;
const MARGIN = 10;
/** Room above the columns for the brackets of Add. */
const JOIN_ROOM = 14;
/** Gap between two segments, in columns. */
const BREAK = 0.6;

/**
 * Places all columns within the width: nothing scrolls sideways, however many layers there are.
 * @param orders one per segment and node layer
 */
export function layoutMorphology(
  segments: readonly SegmentSketch[],
  orders: readonly (readonly NodeOrder[])[],
  size: { readonly width: number; readonly height: number },
): MorphologyLayout {
  const flat = segments.flatMap((segment, s) => segment.nodeLayers.map((layer, l) => ({ ...layer, s, l })));
  const labelNames = flat.map(({ name, nodes }) => ({ name, count: countOf(nodes) }));
  const slots = Math.max(1, flat.length - 1 + BREAK * (segments.length - 1));
  const spacingFor = (margin: number): number => (size.width - 2 * margin) / slots;

  let margin = MARGIN + LARGEST_RADIUS;
  let labels = layoutColumnLabels(labelNames, spacingFor(margin));
  margin = Math.max(margin, labels.overhang + 4);
  labels = layoutColumnLabels(labelNames, spacingFor(margin));
  const spacing = spacingFor(margin);

  const hasJoins = segments.some((segment) => segment.joins.length > 0);
  const bodyTop = MARGIN + (hasJoins ? JOIN_ROOM : 0);
  const bodyBottom = Math.max(bodyTop + 40, size.height - labels.height - 4);
  const body = bodyBottom - bodyTop;
  const widest = Math.max(1, ...flat.map(({ nodes }) => (body / nodes >= SMALLEST_CIRCLE_PITCH ? nodes : 1)));
  const largestRadius = Math.max(2, Math.min(LARGEST_RADIUS, 0.46 * Math.min(spacing, body / Math.max(widest, 6))));

  let x = flat.length === 1 ? size.width / 2 : margin;
  const columns = flat.map(({ name, nodes, s, l }, index): Column => {
    if (index > 0) x += spacing * (l === 0 ? 1 + BREAK : 1);
    const form = body / nodes >= SMALLEST_CIRCLE_PITCH ? 'circles' : 'marks';
    const pitch = Math.min(body / nodes, body / 6);
    const top = bodyTop + (body - pitch * nodes) / 2 + pitch / 2;
    const order = orders[s]?.[l] ?? [];
    const rows: number[] = new Array<number>(nodes).fill(0);
    order.forEach((node, row) => (rows[node] = row));
    return { segment: s, layer: l, name, nodes, x, top, pitch, form, order, rows };
  });
  return {
    ...size,
    columns,
    spacing,
    labels,
    labelTop: bodyBottom + 14,
    bodyTop,
    bodyBottom,
    largestRadius,
    markLength: Math.max(3, Math.min(24, 0.6 * spacing)),
  };
}

/** Wide columns cannot be counted by eye, so their label says how many nodes there are. */
function countOf(nodes: number): string | null {
  return nodes > 64 ? nodes.toLocaleString('en-US') : null;
}

export function nodeY(column: Column, node: number): number {
  return column.top + column.pitch * (column.rows[node] ?? 0);
}

/** The node nearest to a point; null far from any column. */
export function nodeAt(
  layout: MorphologyLayout,
  x: number,
  y: number,
): { readonly column: number; readonly node: number } | null {
  let nearest = -1;
  let distance = Infinity;
  layout.columns.forEach((column, index) => {
    if (Math.abs(column.x - x) < distance) {
      distance = Math.abs(column.x - x);
      nearest = index;
    }
  });
  const column = layout.columns[nearest];
  if (column === undefined || distance > Math.max(6, Math.min(36, layout.spacing / 2))) return null;
  const row = Math.round((y - column.top) / column.pitch);
  if (row < -1 || row > column.nodes) return null;
  const node = column.order[Math.max(0, Math.min(column.nodes - 1, row))];
  return node === undefined ? null : { column: nearest, node };
}
