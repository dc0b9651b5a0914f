import { paint } from '../../src/drawing/canvas.js';
import type { MorphologyLayout } from '../../src/drawing/morphologyLayout.js';
import type { Scene, SceneGroup } from '../../src/drawing/scene.js';

/** A scene of some groups on a see-through ground, in the size of the layout. */
export function layerScene(layout: MorphologyLayout, font: string, groups: readonly SceneGroup[]): Scene {
  return { width: layout.width, height: layout.height, background: null, title: '', font, groups };
}

/** Clears the canvas and paints the scene in device pixels, so that it is crisp at any zoom and pixel ratio. */
export function paintCanvas(canvas: HTMLCanvasElement, scene: Scene, ratio: number): void {
  const width = Math.max(1, Math.round(scene.width * ratio));
  const height = Math.max(1, Math.round(scene.height * ratio));
  if (canvas.width !== width) canvas.width = width;
  if (canvas.height !== height) canvas.height = height;
  const context = canvas.getContext('2d');
  if (context === null) return;
  context.setTransform(1, 0, 0, 1, 0, 0);
  context.clearRect(0, 0, width, height);
  context.setTransform(ratio, 0, 0, ratio, 0, 0);
  paint(scene, context);
}
