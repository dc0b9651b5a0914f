import { layerAt, Network, ROW, TILE } from './records';
import { sumLanes } from './vectors';

/**
 * Turns the outputs of `count` samples into deltas, scale * (y - target), 0 in spare lanes.
 * @returns the sum of the squared errors
 */
export function squaredError(net: Network, count: i32, scale: f32): f32 {
  const last = layerAt(net, net.layerCount - 1),
    factor = f32x4.splat(scale);
  let y = last.y,
    t = net.targetRows,
    sum = f32x4.splat(0);
  for (let left = count; left > 0; left -= TILE) {
    const real = i32x4.gt_s(i32x4.splat(left), i32x4(0, 1, 2, 3));
    const real4 = i32x4.gt_s(i32x4.splat(left), i32x4(4, 5, 6, 7));
    for (let o = last.outputs; o > 0; o--) {
      const a = v128.and(f32x4.sub(v128.load(y), v128.load(t)), real);
      const b = v128.and(f32x4.sub(v128.load(y, 16), v128.load(t, 16)), real4);
      v128.store(y, f32x4.mul(a, factor));
      v128.store(y, f32x4.mul(b, factor), 16);
      sum = f32x4.add(sum, f32x4.add(f32x4.mul(a, a), f32x4.mul(b, b)));
      y += ROW;
      t += ROW;
    }
  }
  return f32x4.extract_lane(sumLanes(sum, sum, sum, sum), 0);
}
