// The first layer where most features are 0, as MNIST's pixels are: one sample after the other, its features other than 0
// only, lanes over outputs. A sample is a run of entries, each the byte offset of the feature's kernel row and its value.
// Vectors may reach past a kernel's row: forward those lanes are never read, backward 0 is added to what lies there.
import { Layer, Network, ROW, TILE } from './records';
import { multiplyAdd } from './vectors';

const ENTRY: usize = 8;

/** Bytes of a sample's outputs in `scratch`: whole vectors. */
@inline
function scratchStep(layer: Layer): usize {
  return ((<usize>layer.outputs + 3) & ~3) * 4;
}

/** `count` (a constant, 1 to 8) vectors of one sample's outputs. */
@inline
function forwardBlock(count: i32, entry: usize, end: usize, kernel: usize, bias: usize, to: usize, floor: v128): void {
  let a0 = v128.load(bias), a1 = a0, a2 = a0, a3 = a0, a4 = a0, a5 = a0, a6 = a0, a7 = a0;
  if (count > 1) a1 = v128.load(bias, 16);
  if (count > 2) a2 = v128.load(bias, 32), a3 = v128.load(bias, 48);
  if (count > 4) {
    a4 = v128.load(bias, 64), a5 = v128.load(bias, 80), a6 = v128.load(bias, 96), a7 = v128.load(bias, 112);
  }
  for (; entry < end; entry += ENTRY) {
    const row = kernel + load<u32>(entry), x = v128.load32_splat(entry, 4);
    a0 = multiplyAdd(x, v128.load(row), a0);
    if (count > 1) a1 = multiplyAdd(x, v128.load(row, 16), a1);
    if (count > 2) {
      a2 = multiplyAdd(x, v128.load(row, 32), a2);
      a3 = multiplyAdd(x, v128.load(row, 48), a3);
    }
    if (count > 4) {
      a4 = multiplyAdd(x, v128.load(row, 64), a4);
      a5 = multiplyAdd(x, v128.load(row, 80), a5);
      a6 = multiplyAdd(x, v128.load(row, 96), a6);
      a7 = multiplyAdd(x, v128.load(row, 112), a7);
    }
  }
  v128.store(to, f32x4.pmax(a0, floor));
  if (count > 1) v128.store(to, f32x4.pmax(a1, floor), 16);
  if (count > 2) {
    v128.store(to, f32x4.pmax(a2, floor), 32);
    v128.store(to, f32x4.pmax(a3, floor), 48);
  }
  if (count > 4) {
    v128.store(to, f32x4.pmax(a4, floor), 64);
    v128.store(to, f32x4.pmax(a5, floor), 80);
    v128.store(to, f32x4.pmax(a6, floor), 96);
    v128.store(to, f32x4.pmax(a7, floor), 112);
  }
}

/** y = max(floor, x W + b) of the samples named at `order`. */
export function sparseForward(net: Network, layer: Layer, order: usize, count: i32): void {
  const step = scratchStep(layer), floor = f32x4.splat(layer.floor);
  for (let s = 0; s < count; s++) {
    const sample = net.starts + <usize>load<i32>(order + <usize>s * 4) * 4;
    const entry = <usize>load<u32>(sample), end = <usize>load<u32>(sample, 4);
    let kernel = layer.kernel, bias = layer.biases, to = net.scratch + <usize>s * step, left = step;
    for (; left >= 128; left -= 128) {
      forwardBlock(8, entry, end, kernel, bias, to, floor);
      kernel += 128, bias += 128, to += 128;
    }
    for (; left >= 64; left -= 64) {
      forwardBlock(4, entry, end, kernel, bias, to, floor);
      kernel += 64, bias += 64, to += 64;
    }
    for (; left > 0; left -= 16) {
      forwardBlock(1, entry, end, kernel, bias, to, floor);
      kernel += 16, bias += 16, to += 16;
    }
  }
  toRows(net.scratch, step, count, layer.outputs, layer.y);
}

/** Adds one sample's part of `count` (a constant, 1 to 8) vectors in each of its kernel rows' gradients. */
@inline
function gradientBlock(count: i32, entry: usize, end: usize, gradient: usize, delta: usize): void {
  const d0 = v128.load(delta);
  const d1 = count > 1 ? v128.load(delta, 16) : d0;
  const d2 = count > 2 ? v128.load(delta, 32) : d0, d3 = count > 2 ? v128.load(delta, 48) : d0;
  const d4 = count > 4 ? v128.load(delta, 64) : d0, d5 = count > 4 ? v128.load(delta, 80) : d0;
  const d6 = count > 4 ? v128.load(delta, 96) : d0, d7 = count > 4 ? v128.load(delta, 112) : d0;
  for (; entry < end; entry += ENTRY) {
    const row = gradient + load<u32>(entry), x = v128.load32_splat(entry, 4);
    v128.store(row, multiplyAdd(x, d0, v128.load(row)));
    if (count > 1) v128.store(row, multiplyAdd(x, d1, v128.load(row, 16)), 16);
    if (count > 2) {
      v128.store(row, multiplyAdd(x, d2, v128.load(row, 32)), 32);
      v128.store(row, multiplyAdd(x, d3, v128.load(row, 48)), 48);
    }
    if (count > 4) {
      v128.store(row, multiplyAdd(x, d4, v128.load(row, 64)), 64);
      v128.store(row, multiplyAdd(x, d5, v128.load(row, 80)), 80);
      v128.store(row, multiplyAdd(x, d6, v128.load(row, 96)), 96);
      v128.store(row, multiplyAdd(x, d7, v128.load(row, 112)), 112);
    }
  }
}

/** Adds the gradients of the kernel; y holds deltas. */
export function addSparseGradients(net: Network, layer: Layer, order: usize, count: i32): void {
  const step = scratchStep(layer);
  toSamples(layer.y, count, layer.outputs, net.scratch, step);
  for (let s = 0; s < count; s++) {
    const sample = net.starts + <usize>load<i32>(order + <usize>s * 4) * 4;
    const entry = <usize>load<u32>(sample), end = <usize>load<u32>(sample, 4);
    let gradient = layer.kernelGradients, delta = net.scratch + <usize>s * step, left = step;
    for (; left >= 128; left -= 128) {
      gradientBlock(8, entry, end, gradient, delta);
      gradient += 128, delta += 128;
    }
    for (; left >= 64; left -= 64) {
      gradientBlock(4, entry, end, gradient, delta);
      gradient += 64, delta += 64;
    }
    for (; left > 0; left -= 16) {
      gradientBlock(1, entry, end, gradient, delta);
      gradient += 16, delta += 16;
    }
  }
}

/** From one sample after the other to rows of tiles; spare lanes get 0. */
function toRows(from: usize, step: usize, count: i32, width: i32, tile: usize): void {
  for (let s = 0; s < count; s += TILE) {
    for (let lane = 0; lane < TILE; lane++) {
      let at = from + <usize>(s + lane) * step, row = tile + <usize>lane * 4;
      for (let f = width; f > 0; --f) {
        store<f32>(row, s + lane < count ? load<f32>(at) : 0);
        at += 4;
        row += ROW;
      }
    }
    tile += ROW * width;
  }
}

/** The way back; what fills the last vector is 0. */
function toSamples(tile: usize, count: i32, width: i32, to: usize, step: usize): void {
  for (let s = 0; s < count; s++) {
    const rows = tile + ROW * width * (s / TILE) + <usize>(s % TILE) * 4;
    let at = to + <usize>s * step, row = rows;
    v128.store(at + step - 16, f32x4.splat(0));
    for (let f = width; f > 0; --f) {
      store<f32>(at, load<f32>(row));
      at += 4;
      row += ROW;
    }
  }
}
