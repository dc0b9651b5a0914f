import { useCallback, useLayoutEffect, useRef } from 'preact/hooks';
import type { Highlight, NodePlace } from '../../src/drawing/channel.js';
import { nodeAt, nodeY } from '../../src/drawing/morphologyLayout.js';
import { highlightShapes, labelShapes, type MorphologyDrawing } from '../../src/drawing/morphologyScene.js';
import type { SceneGroup, Shape } from '../../src/drawing/scene.js';
import { usePixelRatio } from '../shared/usePixelRatio.js';
import { layerScene, paintCanvas } from './paintCanvas.js';
import { useTween } from './useTween.js';

interface DrawingCanvasProps {
  readonly drawing: MorphologyDrawing;
  /** Of playing: a move must not last longer than its epoch. */
  readonly pace: number;
  readonly highlight: Highlight | null;
  /** The node under the pointer or the keyboard's. */
  readonly cursor: NodePlace | null;
  readonly onPoint: (place: NodePlace | null) => void;
  readonly onPick: (place: NodePlace | null) => void;
}

/**
 * Two canvases: the whole drawing below, and what is highlighted above it. A hover repaints only the upper one, so it
 * answers within a frame however many lines there are; the lower one is dimmed by a style.
 */
export function DrawingCanvas({ drawing, pace, highlight, cursor, onPoint, onPick }: DrawingCanvasProps) {
  const lower = useRef<HTMLCanvasElement>(null);
  const upper = useRef<HTMLCanvasElement>(null);
  const ratio = usePixelRatio();
  const { layout, palette } = drawing;

  const show = useCallback(
    (groups: readonly SceneGroup[]) => {
      if (lower.current !== null) paintCanvas(lower.current, layerScene(layout, palette.font, groups), ratio);
    },
    [layout, palette, ratio],
  );
  useTween(drawing, pace, show);

  useLayoutEffect(() => {
    if (upper.current === null) return;
    const shapes: Shape[] = highlight === null ? [] : highlightShapes(drawing, highlight);
    if (highlight !== null) shapes.push(...labelShapes(layout, palette));
    if (cursor !== null) shapes.push(...cursorShapes(drawing, cursor));
    paintCanvas(upper.current, layerScene(layout, palette.font, [{ opacity: 1, shapes }]), ratio);
  }, [drawing, highlight, cursor, layout, palette, ratio]);

  const placeAt = (event: MouseEvent): NodePlace | null => {
    const box = upper.current?.getBoundingClientRect();
    if (box === undefined) return null;
    const found = nodeAt(layout, event.clientX - box.left, event.clientY - box.top);
    const column = found === null ? undefined : layout.columns[found.column];
    return found === null || column === undefined
      ? null
      : { segment: column.segment, layer: column.layer, node: found.node };
  };

  const style = { width: `${layout.width}px`, height: `${layout.height}px` };
  return (
    <div
      class="canvases"
      onPointerMove={(event) => onPoint(placeAt(event))}
      onPointerLeave={() => onPoint(null)}
      onClick={(event) => onPick(placeAt(event))}
    >
      <canvas ref={lower} class={highlight === null ? 'lower' : 'lower dimmed'} style={style} aria-hidden="true" />
      <canvas ref={upper} class="upper" style={style} aria-hidden="true" />
    </div>
  );
}

/** A ring around the node in question: visible focus for the keyboard, and the answer to a hover. */
function cursorShapes(drawing: MorphologyDrawing, cursor: NodePlace): Shape[] {
  const { layout, palette } = drawing;
  const column = layout.columns.find(({ segment, layer }) => segment === cursor.segment && layer === cursor.layer);
  if (column === undefined) return [];
  const y = nodeY(column, cursor.node);
  if (column.form === 'circles') {
    const radius = Math.min(layout.largestRadius + 3, Math.max(7, column.pitch / 2));
    return [{ kind: 'circle', x: column.x, y, radius, fill: 'transparent', stroke: palette.focus, strokeWidth: 2 }];
  }
  const half = layout.markLength / 2 + 5;
  const points = [column.x - half, y, column.x + half, y];
  return [{ kind: 'lines', stroke: palette.focus, width: 2, opacity: 1, dash: null, points }];
}
