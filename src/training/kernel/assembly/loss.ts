import { layerAt, Network, ROW, TILE } from './records';
import { sumLanes } from './vectors';

/** All ones where a target's nearest integer is hit at this distance; halves go to the even integer. */
@inline
function isHit(distance: v128, target: v128): v128 {
  const half = f32x4.splat(0.5), size = f32x4.abs(distance), halved = f32x4.mul(target, half);
  const even = f32x4.eq(f32x4.nearest(halved), halved);
  return v128.or(f32x4.lt(size, half), v128.and(f32x4.eq(size, half), even));
}

/**
 * Turns the outputs of `count` samples into deltas, scale * (y - target), 0 in spare lanes, and counts the hits.
 * @returns the sum of the squared errors
 */
export function squaredError(net: Network, count: i32, scale: f32): f32 {
  const last = layerAt(net, net.layerCount - 1),
    factor = f32x4.splat(scale);
  let y = last.y,
    t = net.targetRows,
    sum = f32x4.splat(0),
    hits = i32x4.splat(0);
  for (let left = count; left > 0; left -= TILE) {
    const real = i32x4.gt_s(i32x4.splat(left), i32x4(0, 1, 2, 3));
    const real4 = i32x4.gt_s(i32x4.splat(left), i32x4(4, 5, 6, 7));
    for (let o = last.outputs; o > 0; o--) {
      const target = v128.load(t), target4 = v128.load(t, 16);
      const a = v128.and(f32x4.sub(v128.load(y), target), real);
      const b = v128.and(f32x4.sub(v128.load(y, 16), target4), real4);
      // All ones are -1.
      hits = i32x4.sub(hits, v128.and(isHit(a, target), real));
      hits = i32x4.sub(hits, v128.and(isHit(b, target4), real4));
      v128.store(y, f32x4.mul(a, factor));
      v128.store(y, f32x4.mul(b, factor), 16);
      sum = f32x4.add(sum, f32x4.add(f32x4.mul(a, a), f32x4.mul(b, b)));
      y += ROW;
      t += ROW;
    }
  }
  net.hits += i32x4.extract_lane(hits, 0) + i32x4.extract_lane(hits, 1);
  net.hits += i32x4.extract_lane(hits, 2) + i32x4.extract_lane(hits, 3);
  return f32x4.extract_lane(sumLanes(sum, sum, sum, sum), 0);
}
