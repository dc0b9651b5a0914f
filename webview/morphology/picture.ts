import { paint } from '../../src/drawing/canvas.js';
import type { Scene } from '../../src/drawing/scene.js';
import { toSvg } from '../../src/drawing/svg.js';

/** Tells what is drawn now; null while nothing is. */
export interface SceneMaker {
  current: (() => Scene) | null;
}

/** Pixels per CSS pixel of an exported PNG: fit for print at the size of the screen. */
const PNG_RATIO = 3;

/** A scene as SVG text, or as a PNG in base64. */
export function pictureOf(scene: Scene, kind: 'svg' | 'png'): string {
  if (kind === 'svg') return toSvg(scene);
  const canvas = document.createElement('canvas');
  canvas.width = Math.round(scene.width * PNG_RATIO);
  canvas.height = Math.round(scene.height * PNG_RATIO);
  const context = canvas.getContext('2d');
  if (context === null) throw new Error('This browser cannot draw a PNG. Export the drawing as SVG.');
  context.scale(PNG_RATIO, PNG_RATIO);
  paint(scene, context);
  const url = canvas.toDataURL('image/png');
  return url.slice(url.indexOf(',') + 1);
}
