/**
 * A picture as plain data, in CSS pixels from the top left corner. It knows neither DOM nor canvas, so the panel, the
 * HTML report and the command line draw the very same one (`svg.ts`, `canvas.ts`).
 */
export interface Scene {
  readonly width: number;
  readonly height: number;
  /** Null leaves what is behind visible. */
  readonly background: string | null;
  /** Read aloud instead of the picture. */
  readonly title: string;
  readonly font: string;
  /** Painted in order, each at its own opacity. */
  readonly groups: readonly SceneGroup[];
}

export interface SceneGroup {
  readonly opacity: number;
  readonly shapes: readonly Shape[];
  /** Nothing is painted outside; left out where nothing is cut. */
  readonly clip?: Area;
}

export interface Area {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export type Shape = Lines | Path | Marks | Circle | Box | Label;

/** Separate straight lines of one look. */
export interface Lines {
  readonly kind: 'lines';
  readonly stroke: string;
  readonly width: number;
  readonly opacity: number;
  readonly dash: readonly number[] | null;
  /** x1, y1, x2, y2 for each line. */
  readonly points: readonly number[];
}

/** One line through many points; filled, the area that it encloses. */
export interface Path {
  readonly kind: 'path';
  /** x, y for each point. */
  readonly points: readonly number[];
  /** Null for an area without an outline. */
  readonly stroke: string | null;
  readonly width: number;
  readonly dash: readonly number[] | null;
  /** Null for a line. */
  readonly fill: string | null;
  readonly opacity: number;
}

export type MarkForm = 'disc' | 'square' | 'triangle' | 'diamond' | 'cross';

/** One small mark at each of many points. */
export interface Marks {
  readonly kind: 'marks';
  readonly form: MarkForm;
  /** x, y for each point. */
  readonly points: readonly number[];
  readonly radius: number;
  readonly fill: string;
  /** Of all of them together. */
  readonly opacity: number;
}

export interface Circle {
  readonly kind: 'circle';
  readonly x: number;
  readonly y: number;
  readonly radius: number;
  readonly fill: string;
  readonly stroke: string;
  readonly strokeWidth: number;
}

export interface Box {
  readonly kind: 'box';
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly fill: string;
}

export interface Label {
  readonly kind: 'label';
  readonly x: number;
  readonly y: number;
  readonly text: string;
  readonly fill: string;
  readonly size: number;
  readonly anchor: 'start' | 'middle' | 'end';
  /** Degrees, clockwise, about (x, y). */
  readonly rotate: number;
}
