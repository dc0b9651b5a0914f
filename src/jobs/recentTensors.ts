import type { StoredModel } from '../network/storedModel.js';
import type { FloatArray, Tensor } from '../network/tensor.js';

/** Elements of a tensor that is kept whole while it is in use: below, reading again costs nothing; above, memory does. */
const [LEAST, MOST] = [65_536, 8_000_000];
/** A separable convolution has two kernels. */
const KEPT = 2;

/**
 * The same model, of which the tensors read last stay in memory: a convolution is read for its folded strengths and for the
 * values as they are stored, one soon after the other.
 */
export function withRecentTensors(model: StoredModel): StoredModel {
  const recent: { readonly tensor: Tensor; readonly values: FloatArray }[] = [];
  const valuesOf = (tensor: Tensor): FloatArray => {
    const place = recent.findIndex((entry) => entry.tensor === tensor);
    const [found = { tensor, values: tensor.read(0, tensor.size) }] = place < 0 ? [] : recent.splice(place, 1);
    recent.unshift(found);
    recent.splice(KEPT);
    return found.values;
  };
  const kept = (tensor: Tensor): Tensor => {
    if (tensor.size < LEAST || tensor.size > MOST) return tensor;
    return { ...tensor, read: (start, count) => valuesOf(tensor).subarray(start, start + count) };
  };
  const layers = model.layers.map((layer) => ({ ...layer, variables: layer.variables.map(kept) }));
  return { ...model, layers, close: () => model.close() };
}
