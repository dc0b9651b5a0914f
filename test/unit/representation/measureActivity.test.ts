import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { buildNetwork } from '../../../src/checkpoint/chain/buildNetwork.js';
import { openCheckpoint } from '../../../src/checkpoint/open.js';
import { readSampleData } from '../../../src/checkpoint/sampleData.js';
import type { SampleData } from '../../../src/network/sampleData.js';
import { measureActivity } from '../../../src/representation/measureActivity.js';
import { dense, functional, layer, sequential, stored, tensor } from '../checkpoint/chain/models.js';

const FIXTURES = join(import.meta.dirname, '../../fixtures');
const data = (...shape: number[]): SampleData => ({
  name: 'data.npy',
  shape,
  values: Float32Array.from({ length: shape.reduce((a, b) => a * b, 1) }, (_, i) => Math.sin(i)),
});
const input = (name: string, ...shape: number[]) => layer('InputLayer', name, { batch_input_shape: [null, ...shape] });

test('counts by hand: the largest simultaneous count, not the union', async () => {
  const relu = layer('Dense', 'a', { units: 3, activation: 'relu', batch_input_shape: [null, 2] });
  const model = stored(sequential(relu, layer('Dense', 'b')), {
    a: [tensor('kernel', [2, 3], [1, 0, -1, 0, 1, -1]), tensor('bias', [3], [0, 0, 0])],
    b: dense(3, 1),
  });
  // The nodes are x, y and -(x + y): the first sample wakes two, the second one other, the third none.
  const samples = { name: 'xy', shape: [3, 2], values: Float32Array.from([1, 2, -1, -1, 0, 0]) };
  const [row] = await measureActivity(model, buildNetwork(model), samples);
  expect(row).toMatchObject({ embeddingDimension: 2, liveNodes: 3, samples: 3, approximate: false, reason: null });
  expect(row?.live).toEqual(Uint8Array.of(1, 1, 1));
});

describe('data', () => {
  test('of another row length is refused with both numbers', async () => {
    const model = await openCheckpoint(join(FIXTURES, 'keras3/mlp/mlp.keras'), null);
    const attempt = measureActivity(model, buildNetwork(model), data(5, 9));
    await expect(attempt).rejects.toMatchObject({
      reason: 'bad-data',
      message: expect.stringMatching(/9.*8/) as string,
    });
    model.close();
  });

  test('in flat rows takes the shape of the input', async () => {
    const model = await openCheckpoint(join(FIXTURES, 'keras3/convnet/convnet.keras'), null);
    const network = buildNetwork(model);
    const images = await readSampleData(join(FIXTURES, 'data/data-8x8x1.npy'));
    const flat = await measureActivity(model, network, { ...images, shape: [64, 64] });
    expect(flat).toEqual(await measureActivity(model, network, images));
    model.close();
  });
});

describe('what cannot be measured has a reason', () => {
  test('no architecture', async () => {
    const model = await openCheckpoint(join(FIXTURES, 'keras2/twelve-alone/twelve_weights.h5'), null);
    const rows = await measureActivity(model, buildNetwork(model), data(3, 10));
    expect(rows).toHaveLength(11);
    for (const { reason, samples } of rows) {
      expect(samples).toBeNull();
      expect(reason).toMatch(/architecture/);
    }
    model.close();
  });

  test('several inputs', async () => {
    const layers = [
      input('x', 2),
      input('y', 2),
      layer('Add', 'sum', {}, ['x', 'y']),
      layer('Dense', 'a', { activation: 'relu' }, ['sum']),
    ];
    const graph = functional([...layers, layer('Dense', 'b', {}, ['a'])], ['x', 'y'], ['b']);
    const model = stored(graph, { a: dense(2, 2), b: dense(2, 2) });
    const [row] = await measureActivity(model, buildNetwork(model), data(3, 2));
    expect(row).toMatchObject({ embeddingDimension: null, reason: expect.stringMatching(/2 inputs/) as string });
  });

  test('a layer that TensorFlow.js does not have, and all after it; those before it are measured', async () => {
    const model = await openCheckpoint(join(FIXTURES, 'keras3/attention/attention.keras'), null);
    const rows = await measureActivity(model, buildNetwork(model), data(4, 5, 8));
    expect(
      rows.map(({ layer: name, embeddingDimension, reason }) => [name, embeddingDimension === null, reason]),
    ).toEqual([
      ['pre_1', false, null],
      ['post', true, expect.stringMatching(/"mix" \(MultiHeadAttention\)/)],
    ]);
    model.close();
  });

  test('a Lambda is never run', async () => {
    const lambda = layer('Lambda', 'code', { function: ['4wEAAAA=', null, null] });
    const first = layer('Dense', 'a', { units: 2, batch_input_shape: [null, 2] });
    const model = stored(sequential(first, lambda, layer('Dense', 'b', { activation: 'relu' }), layer('Dense', 'c')), {
      a: dense(2, 2),
      b: dense(2, 2),
      c: dense(2, 2),
    });
    const rows = await measureActivity(model, buildNetwork(model), data(3, 2));
    expect(rows).toMatchObject([
      { layer: 'b', embeddingDimension: null, reason: expect.stringMatching(/"code" \(Lambda\)/) as string },
    ]);
  });
});

test('reports progress by batch and stops between batches', async () => {
  const model = await openCheckpoint(join(FIXTURES, 'keras3/mlp/mlp.keras'), null);
  const network = buildNetwork(model);
  const controller = new AbortController();
  const seen: number[] = [];
  const onProgress = ({ done }: { readonly done: number }): void => {
    seen.push(done);
    if (seen.length === 2) controller.abort();
  };
  const attempt = measureActivity(model, network, data(2000, 8), { signal: controller.signal, onProgress });
  await expect(attempt).rejects.toMatchObject({ reason: 'cancelled' });
  expect(seen).toEqual([512, 1024]);
  model.close();
});
