import { markOutlines } from './markOutline.js';
import type { Marks, Scene, SceneGroup, Shape } from './scene.js';

/** What painting needs of a `CanvasRenderingContext2D`: this floor knows no DOM. */
export interface Context2D {
  globalAlpha: number;
  strokeStyle: unknown;
  fillStyle: unknown;
  lineWidth: number;
  lineCap: 'butt' | 'round' | 'square';
  font: string;
  textAlign: 'left' | 'right' | 'center' | 'start' | 'end';
  textBaseline: 'middle' | 'top' | 'hanging' | 'alphabetic' | 'ideographic' | 'bottom';
  save(): void;
  restore(): void;
  translate(x: number, y: number): void;
  rotate(angle: number): void;
  beginPath(): void;
  moveTo(x: number, y: number): void;
  lineTo(x: number, y: number): void;
  arc(x: number, y: number, radius: number, from: number, to: number): void;
  rect(x: number, y: number, width: number, height: number): void;
  closePath(): void;
  clip(): void;
  stroke(): void;
  fill(): void;
  fillRect(x: number, y: number, width: number, height: number): void;
  fillText(text: string, x: number, y: number): void;
  setLineDash(segments: number[]): void;
}

/** Rasterizers slow down on one path with thousands of crossing lines, so a path gets at most this many. */
const LINES_PER_PATH = 48;

/** Draws the scene in CSS pixels; scale the context by the device pixel ratio beforehand and clear it. */
export function paint(scene: Scene, context: Context2D): void {
  context.save();
  if (scene.background !== null) {
    context.fillStyle = scene.background;
    context.fillRect(0, 0, scene.width, scene.height);
  }
  for (const group of scene.groups) paintGroup(group, scene.font, context);
  context.restore();
}

function paintGroup({ opacity, shapes, clip }: SceneGroup, font: string, context: Context2D): void {
  if (clip !== undefined) {
    context.save();
    context.beginPath();
    context.rect(clip.x, clip.y, clip.width, clip.height);
    context.clip();
  }
  for (const shape of shapes) paintShape(shape, opacity, font, context);
  if (clip !== undefined) context.restore();
}

function paintShape(shape: Shape, opacity: number, font: string, context: Context2D): void {
  context.globalAlpha = opacity;
  switch (shape.kind) {
    case 'lines': {
      context.globalAlpha = opacity * shape.opacity;
      context.strokeStyle = shape.stroke;
      context.lineWidth = shape.width;
      context.setLineDash(shape.dash === null ? [] : [...shape.dash]);
      const { points } = shape;
      for (let start = 0; start < points.length; start += 4 * LINES_PER_PATH) {
        context.beginPath();
        const end = Math.min(points.length, start + 4 * LINES_PER_PATH);
        for (let i = start; i < end; i += 4) {
          context.moveTo(points[i] ?? 0, points[i + 1] ?? 0);
          context.lineTo(points[i + 2] ?? 0, points[i + 3] ?? 0);
        }
        context.stroke();
      }
      break;
    }
    case 'path':
      context.globalAlpha = opacity * shape.opacity;
      context.beginPath();
      follow(shape.points, context);
      if (shape.fill !== null) {
        context.closePath();
        context.fillStyle = shape.fill;
        context.fill();
      }
      if (shape.stroke !== null) {
        context.setLineDash(shape.dash === null ? [] : [...shape.dash]);
        context.strokeStyle = shape.stroke;
        context.lineWidth = shape.width;
        context.stroke();
      }
      break;
    case 'marks':
      context.globalAlpha = opacity * shape.opacity;
      context.fillStyle = shape.fill;
      paintMarks(shape, context);
      break;
    case 'circle':
      context.setLineDash([]);
      context.beginPath();
      context.arc(shape.x, shape.y, shape.radius, 0, 2 * Math.PI);
      context.fillStyle = shape.fill;
      context.fill();
      context.strokeStyle = shape.stroke;
      context.lineWidth = shape.strokeWidth;
      context.stroke();
      break;
    case 'box':
      context.fillStyle = shape.fill;
      context.fillRect(shape.x, shape.y, shape.width, shape.height);
      break;
    case 'label':
      context.save();
      context.translate(shape.x, shape.y);
      context.rotate((shape.rotate * Math.PI) / 180);
      context.fillStyle = shape.fill;
      context.font = `${shape.size}px ${font}`;
      context.textAlign = shape.anchor === 'middle' ? 'center' : shape.anchor;
      context.textBaseline = 'middle';
      context.fillText(shape.text, 0, 0);
      context.restore();
      break;
  }
}

/** In one path, so that marks over each other are not darker. */
function paintMarks(marks: Marks, context: Context2D): void {
  context.beginPath();
  for (const outline of markOutlines(marks)) {
    follow(outline, context);
    context.closePath();
  }
  if (marks.form === 'disc') {
    const { points, radius } = marks;
    for (let i = 0; i + 1 < points.length; i += 2) {
      const x = points[i] ?? 0;
      const y = points[i + 1] ?? 0;
      context.moveTo(x + radius, y);
      context.arc(x, y, radius, 0, 2 * Math.PI);
    }
  }
  context.fill();
}

function follow(points: readonly number[], context: Context2D): void {
  for (let i = 0; i + 1 < points.length; i += 2) {
    if (i === 0) context.moveTo(points[i] ?? 0, points[i + 1] ?? 0);
    else context.lineTo(points[i] ?? 0, points[i + 1] ?? 0);
  }
}
