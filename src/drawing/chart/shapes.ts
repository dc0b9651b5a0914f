import type { Marks, Path } from '../scene.js';
import type { Look } from './looks.js';

export const LINE_WIDTH = 1.75;
/** Of what lies behind a line: it must not hide what lies behind itself. */
export const AREA_OPACITY = 0.22;

export function lineThrough(points: readonly number[], { hue, dash }: Pick<Look, 'hue' | 'dash'>): Path {
  return { kind: 'path', points, stroke: hue, width: LINE_WIDTH, dash, fill: null, opacity: 1 };
}

export function areaWithin(points: readonly number[], fill: string): Path {
  return { kind: 'path', points, stroke: null, width: 0, dash: null, fill, opacity: AREA_OPACITY };
}

export function marksAt(
  points: readonly number[],
  { hue, form }: Pick<Look, 'hue' | 'form'>,
  { radius, opacity }: Pick<Marks, 'radius' | 'opacity'>,
): Marks {
  return { kind: 'marks', form, points, radius, fill: hue, opacity };
}
