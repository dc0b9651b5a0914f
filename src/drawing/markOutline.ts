import type { Marks } from './scene.js';

/** The corners of each mark, x and y by turns; none of a `disc`. All forms have about the same area. */
export function markOutlines({ form, points, radius }: Marks): readonly (readonly number[])[] {
  const corners = CORNERS[form];
  const outlines: number[][] = [];
  for (let at = 0; at + 1 < points.length; at += 2) {
    const x = points[at] ?? 0;
    const y = points[at + 1] ?? 0;
    outlines.push(corners.map((corner, i) => (i % 2 === 0 ? x : y) + corner * radius));
  }
  return outlines;
}

const CORNERS: Readonly<Record<Marks['form'], readonly number[]>> = {
  disc: [],
  square: [-0.89, -0.89, 0.89, -0.89, 0.89, 0.89, -0.89, 0.89],
  triangle: [0, -1.45, 1.3, 0.8, -1.3, 0.8],
  diamond: [0, -1.3, 1.3, 0, 0, 1.3, -1.3, 0],
  cross: crossCorners(1.2, 0.3),
};

/** A cross of two bars, as one outline, turned by 45 degrees. */
function crossCorners(reach: number, half: number): readonly number[] {
  const upright = [
    [-half, -reach],
    [half, -reach],
    [half, -half],
    [reach, -half],
    [reach, half],
    [half, half],
    [half, reach],
    [-half, reach],
    [-half, half],
    [-reach, half],
    [-reach, -half],
    [-half, -half],
  ];
  return upright.flatMap(([x = 0, y = 0]) => [(x - y) * Math.SQRT1_2, (x + y) * Math.SQRT1_2]);
}
