import type { Tensor } from '../../network/tensor.js';

const PROJECTIONS = [/query/, /key/, /value/, /output/];

/**
 * The variables of an attention layer in the layer's own order: query, key, value, output, each kernel before its bias.
 * Keras 2's `.keras` stores the layers inside by their attributes' names (`_key_dense`, `_output_dense`, ...).
 */
export function attentionVariables(variables: readonly Tensor[]): readonly Tensor[] {
  const places = new Map(variables.map((tensor) => [tensor, PROJECTIONS.findIndex((part) => part.test(tensor.name))]));
  if ([...places.values()].includes(-1)) return variables;
  return variables.toSorted((a, b) => (places.get(a) ?? 0) - (places.get(b) ?? 0));
}
