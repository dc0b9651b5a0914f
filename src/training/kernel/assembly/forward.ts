import { Layer } from './records';
import { product } from './product';

/** y = max(floor, x W + b). */
export function forward(layer: Layer, tiles: i32): void {
  const along = <usize>layer.outputs * 4, floor = f32x4.splat(layer.floor);
  product(false, layer.outputs, layer.kernel, 4, along, layer.biases, layer.x, layer.inputs, layer.y, tiles, floor);
}
