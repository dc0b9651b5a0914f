// Gradients of kernels and biases: sums over samples of activation times delta, in blocks of 2 x 5 weights.
import { Layer, NEITHER, NEVER, ROW } from './records';
import { addLanes, multiplyAdd, sumLanes } from './vectors';

@inline
function addSums(count: i32, at: usize, a0: v128, a1: v128, a2: v128, a3: v128, a4: v128): void {
  addLanes(count, at, sumLanes(a0, a1, a2, a3));
  if (count > 4) addLanes(1, at + 16, sumLanes(a4, a4, a4, a4));
}

/**
 * Adds the products, summed over samples, of `count` (a constant, 1 to 5) rows at `q` with `pair` (1 or 2) rows at `p`
 * to the floats at `gradient`, and those of the second row of the pair one `gradientStep` further.
 */
@inline
function gradientBlock(
  pair: i32, count: i32, p: usize, pStep: usize, q: usize, qStep: usize, tiles: i32, gradient: usize, gradientStep: usize,
): void {
  let a0 = f32x4.splat(0), a1 = a0, a2 = a0, a3 = a0, a4 = a0;
  let b0 = a0, b1 = a0, b2 = a0, b3 = a0, b4 = a0;
  for (let half: usize = 0; half < ROW; half += 16) {
    let atP = p + half, atQ = q + half, left = tiles;
    do {
      const p0 = v128.load(atP);
      const p1 = pair > 1 ? v128.load(atP, ROW) : p0;
      let v = v128.load(atQ);
      a0 = multiplyAdd(v, p0, a0);
      if (pair > 1) b0 = multiplyAdd(v, p1, b0);
      if (count > 1) {
        v = v128.load(atQ, ROW);
        a1 = multiplyAdd(v, p0, a1);
        if (pair > 1) b1 = multiplyAdd(v, p1, b1);
      }
      if (left == NEVER) break;
      if (count > 2) {
        v = v128.load(atQ, ROW * 2);
        a2 = multiplyAdd(v, p0, a2);
        if (pair > 1) b2 = multiplyAdd(v, p1, b2);
      }
      if (count > 3) {
        v = v128.load(atQ, ROW * 3);
        a3 = multiplyAdd(v, p0, a3);
        if (pair > 1) b3 = multiplyAdd(v, p1, b3);
      }
      if (left == NEITHER) break;
      if (count > 4) {
        v = v128.load(atQ, ROW * 4);
        a4 = multiplyAdd(v, p0, a4);
        if (pair > 1) b4 = multiplyAdd(v, p1, b4);
      }
      atQ += qStep;
      atP += pStep;
    } while (--left);
  }
  addSums(count, gradient, a0, a1, a2, a3, a4);
  if (pair > 1) addSums(count, gradient + gradientStep, b0, b1, b2, b3, b4);
}

/** One or two rows of a gradient of `width` columns; the columns' rows are at `q`. */
@inline
function gradientRows(pair: i32, width: i32, p: usize, pStep: usize, q: usize, tiles: i32, gradient: usize): void {
  const qStep = ROW * width, gradientStep = <usize>width * 4;
  let left = width;
  for (; left >= 5; left -= 5) {
    gradientBlock(pair, 5, p, pStep, q, qStep, tiles, gradient, gradientStep);
    q += ROW * 5;
    gradient += 20;
  }
  if (left == 4) gradientBlock(pair, 4, p, pStep, q, qStep, tiles, gradient, gradientStep);
  else if (left == 3) gradientBlock(pair, 3, p, pStep, q, qStep, tiles, gradient, gradientStep);
  else if (left == 2) gradientBlock(pair, 2, p, pStep, q, qStep, tiles, gradient, gradientStep);
  else if (left == 1) gradientBlock(pair, 1, p, pStep, q, qStep, tiles, gradient, gradientStep);
}

/** Adds what the samples of this chunk contribute to the layer's gradients; x holds activations, y deltas. */
export function addGradients(layer: Layer, tiles: i32): void {
  // A kernel of one column is, in memory, one row: its blocks are five inputs long instead of one output.
  const turned = layer.outputs == 1;
  const rows = turned ? 1 : layer.inputs, columns = turned ? layer.inputs : layer.outputs;
  const q = turned ? layer.x : layer.y, pStep = ROW * rows;
  let p = turned ? layer.y : layer.x, gradient = layer.kernelGradients, left = rows;
  for (; left >= 2; left -= 2) {
    gradientRows(2, columns, p, pStep, q, tiles, gradient);
    p += ROW * 2;
    gradient += <usize>columns * 8;
  }
  if (left) gradientRows(1, columns, p, pStep, q, tiles, gradient);
}

export function addBiasGradients(layer: Layer, tiles: i32): void {
  const step = ROW * layer.outputs;
  for (let o = 0; o < layer.outputs; o++) {
    let sum = f32x4.splat(0), at = layer.y + ROW * o;
    for (let t = 0; t < tiles; t++) {
      sum = f32x4.add(sum, f32x4.add(v128.load(at), v128.load(at, 16)));
      at += step;
    }
    addLanes(1, layer.biasGradients + <usize>o * 4, sumLanes(sum, sum, sum, sum));
  }
}
