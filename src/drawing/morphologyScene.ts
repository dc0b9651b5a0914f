import type { SegmentSketch } from '../protocol/sketch.js';
import type { Highlight } from './channel.js';
import { LABEL_SIZE, LINE_HEIGHT } from './columnLabels.js';
import { edgeLines } from './edgeLines.js';
import { nodeY, type Column, type MorphologyLayout } from './morphologyLayout.js';
import { deadBars, hueOf, nodeCircle, nodeMarks, plainHues, type NodeHues, type NodeLook } from './nodeShapes.js';
import type { Palette } from './palette.js';
import type { Scene, Shape } from './scene.js';

/** One checkpoint as it is to be drawn. Arrays are per drawn segment, then per node layer or matrix. */
export interface MorphologyDrawing {
  readonly title: string;
  readonly layout: MorphologyLayout;
  readonly segments: readonly SegmentSketch[];
  /** Per node layer, null for the input and the last nodes and where undefined. */
  readonly connectivity: readonly (readonly (ArrayLike<number> | null)[])[];
  readonly accessible: readonly (readonly (ArrayLike<number> | null)[])[];
  /** 0 for a node that is never active; null without sample data. */
  readonly live: readonly (readonly (ArrayLike<number> | null)[])[];
  /** Per matrix: what is smaller is greyed. */
  readonly thresholds: readonly (readonly (number | null)[])[];
  readonly signs: boolean;
  /** Per matrix: |w| drawn at full strength; null where that is each matrix's own largest. */
  readonly largest: readonly (readonly number[])[] | null;
  /** Per matrix, per edge: 1 is dashed. */
  readonly dashed: readonly (readonly (ArrayLike<number> | null)[])[] | null;
  /** Null where nodes have the palette's own. */
  readonly hues: NodeHues | null;
  readonly palette: Palette;
  /** See `NodeLook.scale`. */
  readonly scale: number;
}

/** Opacity of everything outside a highlight. */
export const DIMMED = 0.16;

/** The whole picture: edges, nodes, names; with a highlight, the rest is greyed and the highlight painted over it. */
export function morphologyScene(drawing: MorphologyDrawing, highlight: Highlight | null): Scene {
  const { layout, palette, title } = drawing;
  const body = bodyShapes(drawing);
  const groups = [
    { opacity: highlight === null ? 1 : DIMMED, shapes: body },
    ...(highlight === null ? [] : [{ opacity: 1, shapes: highlightShapes(drawing, highlight) }]),
    { opacity: 1, shapes: labelShapes(layout, palette) },
  ];
  const { width, height } = layout;
  return { width, height, background: palette.background, title, font: palette.font, groups };
}

export function bodyShapes(drawing: MorphologyDrawing): Shape[] {
  return [...edgeShapes(drawing), ...nodeShapes(drawing)];
}

export function edgeShapes(drawing: MorphologyDrawing): Shape[] {
  const lines = drawing.segments.flatMap((segment, s) =>
    segment.matrices.flatMap((matrix, m) => matrixLines(drawing, s, m, matrix.value.keys())),
  );
  return [...joinShapes(drawing), ...lines];
}

export function nodeShapes(drawing: MorphologyDrawing): Shape[] {
  const { layout } = drawing;
  return layout.columns.flatMap((column): Shape[] => {
    const look = lookOf(drawing, column);
    if (column.form === 'marks') return [...nodeMarks(column, layout, look), ...deadBars(column, layout, look)];
    return column.rows.flatMap((_, node) => nodeCircle(column, node, nodeY(column, node), layout, look));
  });
}

/** Only what is highlighted, to be painted over the greyed rest. */
export function highlightShapes(drawing: MorphologyDrawing, highlight: Highlight): Shape[] {
  const { layout } = drawing;
  const s = highlight.segment;
  const shapes: Shape[] = [];
  highlight.edges.forEach((edges, m) => shapes.push(...matrixLines(drawing, s, m, edges)));
  for (const column of layout.columns) {
    const mask = column.segment === s ? highlight.nodes[column.layer] : undefined;
    if (mask === undefined) continue;
    const look = lookOf(drawing, column);
    mask.forEach((on, node) => {
      if (on === 0) return;
      const y = nodeY(column, node);
      if (column.form === 'circles') shapes.push(...nodeCircle(column, node, y, layout, look));
      else {
        const half = layout.markLength / 2;
        const points = [column.x - half, y, column.x + half, y];
        shapes.push({ kind: 'lines', stroke: hueOf(look, node), width: 1, opacity: 1, dash: null, points });
      }
    });
  }
  return shapes;
}

/** Names under the columns. */
export function labelShapes(layout: MorphologyLayout, palette: Palette): Shape[] {
  const { labels } = layout;
  return layout.columns.flatMap((column, index): Shape[] => {
    const text = labels.texts[index];
    if (text === null || text === undefined) return [];
    const common = { kind: 'label', x: column.x, text, fill: palette.text, size: LABEL_SIZE } as const;
    if (labels.vertical) return [{ ...common, y: layout.labelTop - 6, anchor: 'end', rotate: -90 }];
    const flat = { ...common, y: layout.labelTop, anchor: 'middle', rotate: 0 } as const;
    const count = labels.counts[index] ?? null;
    if (count === null) return [flat];
    return [flat, { ...flat, y: layout.labelTop + LINE_HEIGHT, text: `${count} nodes`, fill: palette.muted }];
  });
}

function matrixLines(drawing: MorphologyDrawing, s: number, m: number, edges: Iterable<number>): Shape[] {
  const { layout, palette, signs } = drawing;
  const matrix = drawing.segments[s]?.matrices[m];
  const left = columnOf(layout, s, m);
  const right = columnOf(layout, s, m + 1);
  if (matrix === undefined || left === undefined || right === undefined) return [];
  const { from, to } = matrix;
  // Wide matrices draw thousands of lines: thinner ones keep their pattern visible.
  const widest =
    from.length > 600
      ? Math.max(0.6, Math.min(2, layout.spacing / 24))
      : Math.min(4, Math.max(0.8, layout.largestRadius / 3));
  return edgeLines(
    matrix,
    edges,
    (edge, points) => void points.push(left.x, nodeY(left, from[edge] ?? 0), right.x, nodeY(right, to[edge] ?? 0)),
    {
      palette,
      signs,
      threshold: drawing.thresholds[s]?.[m] ?? null,
      largest: drawing.largest?.[s]?.[m] ?? matrix.maxAbs,
      dashed: drawing.dashed?.[s]?.[m] ?? null,
      widest,
      area: (right.x - left.x) * ((extentOf(left) + extentOf(right)) / 2),
    },
  );
}

function extentOf({ pitch, nodes }: Column): number {
  return pitch * nodes;
}

function lookOf(drawing: MorphologyDrawing, column: Column): NodeLook {
  return {
    palette: drawing.palette,
    hues: drawing.hues ?? plainHues(drawing.palette),
    scale: drawing.scale,
    connectivity: drawing.connectivity[column.segment]?.[column.layer] ?? null,
    accessible: drawing.accessible[column.segment]?.[column.layer] ?? null,
    live: drawing.live[column.segment]?.[column.layer] ?? null,
  };
}

/** Add joins two node layers: a bracket above the columns, neighbours on two heights. */
function joinShapes(drawing: MorphologyDrawing): Shape[] {
  const { layout, palette } = drawing;
  return drawing.segments.flatMap((segment, s) =>
    segment.joins.flatMap((join, index): Shape[] => {
      const from = columnOf(layout, s, join.earlier);
      const to = columnOf(layout, s, join.later);
      if (from === undefined || to === undefined) return [];
      const y = layout.bodyTop - 14 + (index % 2) * 5;
      const foot = layout.bodyTop - 3;
      const points = [from.x, foot, from.x, y, from.x, y, to.x, y, to.x, y, to.x, foot];
      return [{ kind: 'lines', stroke: palette.muted, width: 1, opacity: 0.7, dash: [2, 2], points }];
    }),
  );
}

function columnOf(layout: MorphologyLayout, segment: number, layer: number): Column | undefined {
  return layout.columns.find((column) => column.segment === segment && column.layer === layer);
}
