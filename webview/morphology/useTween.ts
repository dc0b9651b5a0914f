import { useLayoutEffect, useRef } from 'preact/hooks';
import { edgeShapes, labelShapes, nodeShapes, type MorphologyDrawing } from '../../src/drawing/morphologyScene.js';
import type { SceneGroup } from '../../src/drawing/scene.js';
import { between, canTween } from '../../src/drawing/tween.js';
import { motionAllowed } from '../shared/motion.js';

const DURATION = 320;

/** Shows each new drawing: at once, or from the last one over a third of a second where motion is wanted. */
/** @param pace of playing: at a fast one a move ends before the next epoch */
export function useTween(
  drawing: MorphologyDrawing,
  pace: number,
  show: (groups: readonly SceneGroup[]) => void,
): void {
  const duration = DURATION / Math.max(1, pace);
  const last = useRef<MorphologyDrawing | null>(null);
  useLayoutEffect(() => {
    const from = last.current;
    last.current = drawing;
    const moves = from !== null && from !== drawing && worthMoving(from, drawing);
    if (!moves || !motionAllowed() || !canTween(from, drawing)) {
      show(still(drawing));
      return;
    }
    let frame = 0;
    let start: number | null = null;
    const step = (now: number): void => {
      start ??= now;
      const share = Math.min(1, (now - start) / duration);
      show(share === 1 ? still(drawing) : moving(from, drawing, share));
      if (share < 1) frame = requestAnimationFrame(step);
    };
    frame = requestAnimationFrame(step);
    return () => cancelAnimationFrame(frame);
  }, [drawing, duration, show]);
}

/** A new epoch or another order moves nodes; a threshold or a theme must answer at once. */
function worthMoving(from: MorphologyDrawing, to: MorphologyDrawing): boolean {
  const sameSize = from.layout.width === to.layout.width && from.layout.height === to.layout.height;
  const sameNodes = from.connectivity === to.connectivity && from.layout.columns === to.layout.columns;
  return sameSize && !sameNodes && from.palette === to.palette;
}

function still(drawing: MorphologyDrawing): readonly SceneGroup[] {
  const labels = labelShapes(drawing.layout, drawing.palette);
  return [{ opacity: 1, shapes: [...edgeShapes(drawing), ...nodeShapes(drawing), ...labels] }];
}

function moving(from: MorphologyDrawing, to: MorphologyDrawing, share: number): readonly SceneGroup[] {
  const eased = share * share * (3 - 2 * share);
  const next = between(from, to, eased, 'to');
  const shapes = [...nodeShapes(next), ...labelShapes(to.layout, to.palette)];
  return [
    { opacity: 1 - eased, shapes: edgeShapes(between(from, to, eased, 'from')) },
    { opacity: eased, shapes: edgeShapes(next) },
    { opacity: 1, shapes },
  ];
}
