// Trains a dense ReLU network with squared error, any layer widths, any batch and sample count. What the caller may call.
import { backward } from './backward';
import { forward } from './forward';
import { gather } from './gather';
import { addBiasGradients, addGradients } from './gradients';
import { squaredError } from './loss';
import { Layer, layerAt, Network, TILE } from './records';
import { addSparseGradients, sparseForward } from './sparse';

export { adam, sgd } from './optimizers';
export { shuffle } from './shuffle';

/** Bytes of the records, for the caller to compare with what it writes. */
export const LAYER_BYTES: i32 = offsetof<Layer>();
export const NETWORK_BYTES: i32 = offsetof<Network>();

/**
 * Forward, loss and backward of one batch, order[first .. first + count - 1], chunk by chunk. Adds the gradients of the
 * batch's mean squared error to those in memory.
 * @returns the sum of the squared errors
 */
export function accumulate(net: Network, first: i32, count: i32): f64 {
  const layerCount = net.layerCount,
    bottom = layerAt(net, 0),
    outputs = layerAt(net, layerCount - 1).outputs;
  const scale: f32 = 2 / (<f32>count * <f32>outputs);
  let sum: f64 = 0;
  for (let done = 0; done < count; done += net.chunk) {
    const size = min(net.chunk, count - done),
      tiles = (size + TILE - 1) / TILE;
    const order = net.order + <usize>(first + done) * 4;
    if (net.starts) {
      sparseForward(net, bottom, order, size);
    } else {
      gather(order, size, net.features, bottom.inputs, bottom.x);
      forward(bottom, tiles);
    }
    gather(order, size, net.targets, outputs, net.targetRows);
    for (let k = 1; k < layerCount; k++) forward(layerAt(net, k), tiles);
    sum += squaredError(net, size, scale);
    for (let k = layerCount - 1; k >= 0; k--) {
      const layer = layerAt(net, k);
      addBiasGradients(layer, tiles);
      if (k == 0 && net.starts) addSparseGradients(net, layer, order, size);
      else addGradients(layer, tiles);
      if (k > 0) backward(layer, tiles);
    }
  }
  return sum;
}

/** Outputs, as rows of the last layer's y, of at most a chunk of samples: those of `table` named by the indices at `order`. */
export function predict(net: Network, table: usize, order: usize, count: i32): void {
  const bottom = layerAt(net, 0),
    tiles = (count + TILE - 1) / TILE;
  gather(order, count, table, bottom.inputs, bottom.x);
  for (let k = 0; k < net.layerCount; k++) forward(layerAt(net, k), tiles);
}
