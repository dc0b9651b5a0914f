import type { Architecture, StoredModel } from '../../../../src/network/storedModel.js';
import type { JsonObject } from '../../../../src/network/json.js';
import { elementCount, type Tensor } from '../../../../src/network/tensor.js';

/** Small models as a format reader would hand them on, for what no fixture shows. */

export function tensor(name: string, shape: readonly number[], values?: readonly number[]): Tensor {
  const size = elementCount(shape);
  const data = Float32Array.from(values ?? Array.from({ length: size }, (_, i) => (i % 7) - 3));
  return { name, shape, dtype: 'float32', size, read: (start, count) => data.slice(start, start + count) };
}

export function dense(inputs: number, outputs: number, values?: readonly number[]): readonly Tensor[] {
  return [tensor('kernel', [inputs, outputs], values), tensor('bias', [outputs])];
}

export function stored(model: JsonObject | null, layers: Readonly<Record<string, readonly Tensor[]>>): StoredModel {
  const architecture: Architecture | null = model === null ? null : { model, dialect: 'keras2' };
  return {
    format: 'test',
    producer: null,
    architecture,
    layers: Object.entries(layers).map(([path, variables]) => ({ path, variables })),
    notes: [],
    close: () => undefined,
  };
}

export function sequential(...layers: readonly JsonObject[]): JsonObject {
  return { class_name: 'Sequential', config: { name: 'model', layers } };
}

/** A layer of a Functional model; `inputs` are names of layers, or `[name, node]`. */
export function layer(
  className: string,
  name: string,
  config: JsonObject = {},
  ...calls: readonly (readonly (string | readonly [string, number])[])[]
): JsonObject {
  const reference = (input: string | readonly [string, number]) =>
    typeof input === 'string' ? [input, 0, 0, {}] : [...input, 0, {}];
  return {
    class_name: className,
    name,
    config: { name, ...config },
    inbound_nodes: calls.map((call) => call.map(reference)),
  };
}

export function functional(
  layers: readonly JsonObject[],
  inputs: readonly string[],
  outputs: readonly string[],
  name = 'model',
): JsonObject {
  const ends = (names: readonly string[]) => names.map((end) => [end, 0, 0]);
  return {
    class_name: 'Functional',
    name,
    config: { name, layers, input_layers: ends(inputs), output_layers: ends(outputs) },
  };
}
