import type { SceneGroup, Shape } from './scene.js';

/** The same shapes elsewhere, for pictures made of pictures. */
export function shiftedGroup({ shapes, clip, opacity }: SceneGroup, right: number, down: number): SceneGroup {
  const moved = { opacity, shapes: shapes.map((shape) => shiftedShape(shape, right, down)) };
  return clip === undefined ? moved : { ...moved, clip: { ...clip, x: clip.x + right, y: clip.y + down } };
}

function shiftedShape(shape: Shape, right: number, down: number): Shape {
  if (!('points' in shape)) return { ...shape, x: shape.x + right, y: shape.y + down };
  return { ...shape, points: shape.points.map((value, at) => value + (at % 2 === 0 ? right : down)) };
}
