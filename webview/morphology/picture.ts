import { paint } from '../../src/drawing/canvas.js';
import type { Highlight } from '../../src/drawing/channel.js';
import { morphologyScene, type MorphologyDrawing } from '../../src/drawing/morphologyScene.js';
import { toSvg } from '../../src/drawing/svg.js';

/** Pixels per CSS pixel of an exported PNG: fit for print at the size of the screen. */
const PNG_RATIO = 3;

/** The drawing as it is now: SVG text, or a PNG in base64. */
export function pictureOf(drawing: MorphologyDrawing, highlight: Highlight | null, kind: 'svg' | 'png'): string {
  const scene = morphologyScene(drawing, highlight);
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
