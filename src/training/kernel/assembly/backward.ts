import { Layer } from './records';
import { product } from './product';

/** x = delta transposed(W) where x was positive: the deltas of the layer below, in place of its activations. */
export function backward(layer: Layer, tiles: i32): void {
  const across = <usize>layer.outputs * 4, floor = f32x4.splat(0);
  product(true, layer.inputs, layer.kernel, across, 4, 0, layer.y, layer.outputs, layer.x, tiles, floor);
}
