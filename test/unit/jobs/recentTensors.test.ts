import { expect, test } from 'vitest';
import { withRecentTensors } from '../../../src/jobs/recentTensors.js';
import type { Tensor } from '../../../src/network/tensor.js';

/** A tensor that counts the elements read from it. */
function counted(size: number): { readonly tensor: Tensor; readonly elements: () => number } {
  let elements = 0;
  const read = (start: number, count: number): Float32Array => {
    elements += count;
    return Float32Array.from({ length: count }, (_, i) => start + i);
  };
  return { tensor: { name: 'kernel', shape: [size], dtype: 'float32', size, read }, elements: () => elements };
}

test('the tensors read last are read once, however often their stretches are asked for', () => {
  const all = [100_000, 100_000, 100_000, 10].map(counted);
  const model = withRecentTensors({
    format: 'keras-h5',
    producer: null,
    architecture: null,
    layers: [{ path: 'layer', variables: all.map(({ tensor }) => tensor) }],
    notes: [],
    close: () => undefined,
  });
  const variables = model.layers[0]?.variables ?? [];
  const readTwice = (place: number): void => {
    const tensor = variables[place];
    const count = Math.min(50_000, tensor?.size ?? 0);
    for (const start of [0, (tensor?.size ?? 0) - count, 0]) {
      const values = tensor?.read(start, count);
      expect([values?.length, values?.[0], values?.at(-1)]).toEqual([count, start, start + count - 1]);
    }
  };
  for (const place of [0, 1, 0, 2]) readTwice(place);
  expect(all.slice(0, 3).map(({ elements }) => elements())).toEqual([100_000, 100_000, 100_000]);
  // The second has made room for the third; a small one is always read.
  readTwice(1);
  readTwice(3);
  expect(all.map(({ elements }) => elements())).toEqual([100_000, 200_000, 100_000, 30]);
});
