import { StoredVariables } from '../checkpoint/chain/storedVariables.js';
import type { StoredModel } from '../network/storedModel.js';
import type { Tensor } from '../network/tensor.js';
import type { ForwardModel } from './forwardModel.js';
import type { Tensorflow } from './tensorflow.js';
import { Untranslatable } from './untranslatable.js';

/**
 * Gives every layer its stored variables, in the order the layer itself lists them; float16 and bfloat16 as float32.
 * @throws {Untranslatable} when a layer of TensorFlow.js has other variables than the file.
 */
export function setWeights({ core }: Tensorflow, model: StoredModel, forward: ForwardModel): void {
  const stored = new StoredVariables(model.layers);
  for (const [path, layer] of forward.layers) {
    const expected = layer.weights.map(({ shape }) => shape);
    if (expected.length === 0) continue;
    const found = stored.of(path).filter(({ name }) => !name.includes('seed_generator'));
    const fits = found.length === expected.length && found.every((tensor, i) => sameShape(tensor, expected[i] ?? []));
    if (!fits) {
      throw new Untranslatable(
        `TensorFlow.js gives layer "${path}" variables of shapes ${shapes(expected)}, but the file stores ${shapes(found.map(({ shape }) => shape))}.`,
      );
    }
    const tensors = found.map((tensor) =>
      core.tensor(Float32Array.from(tensor.read(0, tensor.size)), [...tensor.shape], 'float32'),
    );
    layer.setWeights(tensors);
    core.dispose(tensors);
  }
}

function sameShape({ shape }: Tensor, expected: readonly (number | null)[]): boolean {
  return shape.length === expected.length && shape.every((extent, axis) => extent === expected[axis]);
}

function shapes(list: readonly (readonly (number | null)[])[]): string {
  return list.length === 0 ? 'none' : list.map((shape) => `(${shape.join(', ')})`).join(', ');
}
