// The product of a matrix with the rows of every tile: the forward pass and, with the matrix transposed, the way back.
import { NEITHER, NEVER, ROW } from './records';
import { multiplyAdd } from './vectors';

/** Stores one finished row. Forward: max(sum, floor), NaN stays NaN. Backward: the sum where the activation was positive. */
@inline
function finish(backward: bool, row: usize, a: v128, b: v128, floor: v128): void {
  if (backward) {
    a = v128.and(a, f32x4.gt(v128.load(row), floor));
    b = v128.and(b, f32x4.gt(v128.load(row, 16), floor));
  } else {
    a = f32x4.pmax(a, floor);
    b = f32x4.pmax(b, floor);
  }
  v128.store(row, a);
  v128.store(row, b, 16);
}

/**
 * `count` (a constant, 1 to 5) rows of every tile's product:
 * to[j] = finish(bias[j] + sum over r of w[j * across + r * along] * from[r]), `across` 4 when forward.
 * Ten sums in registers; two loads and five broadcasts feed ten multiply-adds.
 */
@inline
function productBlock(
  backward: bool, count: i32, w: usize, across: usize, along: usize, bias: usize,
  from: usize, depth: i32, to: usize, toStep: usize, tiles: i32, floor: v128,
): void {
  do {
    let a0 = f32x4.splat(0), a1 = a0, a2 = a0, a3 = a0, a4 = a0;
    if (!backward) {
      a0 = v128.load32_splat(bias);
      if (count > 1) a1 = v128.load32_splat(bias, 4);
      if (count > 2) a2 = v128.load32_splat(bias, 8);
      if (count > 3) a3 = v128.load32_splat(bias, 12);
      if (count > 4) a4 = v128.load32_splat(bias, 16);
    }
    let b0 = a0, b1 = a1, b2 = a2, b3 = a3, b4 = a4;
    let at = w, left = depth;
    do {
      const x0 = v128.load(from), x1 = v128.load(from, 16);
      from += ROW;
      let v = v128.load32_splat(at);
      a0 = multiplyAdd(v, x0, a0);
      b0 = multiplyAdd(v, x1, b0);
      if (count > 1) {
        v = backward ? v128.load32_splat(at + across) : v128.load32_splat(at, 4);
        a1 = multiplyAdd(v, x0, a1);
        b1 = multiplyAdd(v, x1, b1);
      }
      if (left == NEVER) break;
      if (count > 2) {
        v = backward ? v128.load32_splat(at + across * 2) : v128.load32_splat(at, 8);
        a2 = multiplyAdd(v, x0, a2);
        b2 = multiplyAdd(v, x1, b2);
      }
      if (count > 3) {
        v = backward ? v128.load32_splat(at + across * 3) : v128.load32_splat(at, 12);
        a3 = multiplyAdd(v, x0, a3);
        b3 = multiplyAdd(v, x1, b3);
      }
      if (left == NEITHER) break;
      if (count > 4) {
        v = backward ? v128.load32_splat(at + across * 4) : v128.load32_splat(at, 16);
        a4 = multiplyAdd(v, x0, a4);
        b4 = multiplyAdd(v, x1, b4);
      }
      at += along;
    } while (--left);
    finish(backward, to, a0, b0, floor);
    if (count > 1) finish(backward, to + ROW, a1, b1, floor);
    if (count > 2) finish(backward, to + ROW * 2, a2, b2, floor);
    if (count > 3) finish(backward, to + ROW * 3, a3, b3, floor);
    if (count > 4) finish(backward, to + ROW * 4, a4, b4, floor);
    to += toStep;
  } while (--tiles);
}

/** All `rows` of the product, five at a time. Inlined into its two callers, so that `backward` is a constant. */
@inline
export function product(
  backward: bool, rows: i32, w: usize, across: usize, along: usize, bias: usize,
  from: usize, depth: i32, to: usize, tiles: i32, floor: v128,
): void {
  const step = ROW * rows;
  for (; rows >= 5; rows -= 5) {
    productBlock(backward, 5, w, across, along, bias, from, depth, to, step, tiles, floor);
    w += across * 5;
    bias += 20;
    to += ROW * 5;
  }
  if (rows == 4) productBlock(backward, 4, w, across, along, bias, from, depth, to, step, tiles, floor);
  else if (rows == 3) productBlock(backward, 3, w, across, along, bias, from, depth, to, step, tiles, floor);
  else if (rows == 2) productBlock(backward, 2, w, across, along, bias, from, depth, to, step, tiles, floor);
  else if (rows == 1) productBlock(backward, 1, w, across, along, bias, from, depth, to, step, tiles, floor);
}
