import type { Density } from './densityImage.js';
import type { InOutPoint } from './inOutPoints.js';
import { viridis } from '../../src/drawing/viridis.js';

/** More points than this hide each other. */
export const MOST_POINTS = 5000;
const CELLS = 96;

/** Counts of points in a grid as a picture, on a logarithmic scale; empty cells stay see-through. */
export function inOutDensity(points: readonly InOutPoint[]): Density | null {
  const xs = points.map(({ x }) => x);
  const ys = points.map(({ y }) => y);
  const [xMin, xMax] = extent(xs);
  const [yMin, yMax] = extent(ys);
  const counts = new Uint32Array(CELLS * CELLS);
  const cell = (value: number, low: number, high: number): number =>
    Math.min(CELLS - 1, Math.floor((CELLS * (value - low)) / (high - low)));
  for (const { x, y } of points) {
    const at = cell(x, xMin, xMax) + CELLS * (CELLS - 1 - cell(y, yMin, yMax));
    counts[at] = (counts[at] ?? 0) + 1;
  }
  const most = Math.log1p(counts.reduce((a, b) => Math.max(a, b), 1));
  const image = document.createElement('canvas');
  image.width = CELLS;
  image.height = CELLS;
  const context = image.getContext('2d');
  if (context === null) return null;
  const pixels = context.createImageData(CELLS, CELLS);
  counts.forEach((count, at) => {
    if (count > 0) pixels.data.set([...viridis(Math.log1p(count) / most), 255], 4 * at);
  });
  context.putImageData(pixels, 0, 0);
  return { image, xMin, xMax, yMin, yMax };
}

function extent(values: readonly number[]): readonly [number, number] {
  let low = Infinity;
  let high = -Infinity;
  for (const value of values) {
    low = Math.min(low, value);
    high = Math.max(high, value);
  }
  return high > low ? [low, high] : [low - 0.5, low + 0.5];
}
