import type { Series } from '../../protocol/figure.js';
import type { Box } from '../scene.js';
import { viridis } from '../viridis.js';
import type { Place } from './place.js';

/** Colours told apart at most, so that neighbouring cells of one colour are one box. */
const COLOURS = 48;
/** Boxes reach a little over each other: a screen shows a gap between two edges at the same place. */
const OVERLAP = 0.35;

/** @param share from 0, the fewest, to 1, the most */
export function cellColour(share: number): string {
  const [red, green, blue] = viridis(share);
  return `rgb(${red},${green},${blue})`;
}

/** Counts as colours on a logarithmic scale; empty cells stay see-through. */
export function densityShapes(
  { xEdges, yEdges, counts }: Extract<Series, { kind: 'density' }>,
  place: Place,
): readonly Box[] {
  const rows = yEdges.length - 1;
  const most = Math.log1p(counts.reduce((largest, count) => Math.max(largest, count), 1));
  const least = Math.log1p(1);
  const step = (count: number): number =>
    count <= 0 ? 0 : 1 + Math.round(((COLOURS - 1) * (Math.log1p(count) - least)) / Math.max(most - least, 1e-9));
  const boxes: Box[] = [];
  for (let column = 0; column + 1 < xEdges.length; column += 1) {
    const left = place.x(xEdges[column] ?? 0);
    const right = place.x(xEdges[column + 1] ?? 0);
    if (left === null || right === null) continue;
    for (let from = 0; from < rows;) {
      const colour = step(counts[column * rows + from] ?? 0);
      let to = from + 1;
      while (to < rows && step(counts[column * rows + to] ?? 0) === colour) to += 1;
      const bottom = place.y(yEdges[from] ?? 0);
      const top = place.y(yEdges[to] ?? 0);
      if (colour > 0 && bottom !== null && top !== null) {
        const fill = cellColour((colour - 1) / (COLOURS - 1));
        const height = bottom - top + OVERLAP;
        boxes.push({ kind: 'box', x: left, y: top, width: right - left + OVERLAP, height, fill });
      }
      from = to;
    }
  }
  return boxes;
}
