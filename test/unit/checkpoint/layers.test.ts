import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { buildNetwork } from '../../../src/checkpoint/chain/buildNetwork.js';
import { listRun } from '../../../src/checkpoint/folder.js';
import { openCheckpoint } from '../../../src/checkpoint/open.js';
import { nsfwjsModel, upscalerModel } from '../../support/npmModels.js';
import { fixtures } from '../../support/golden.js';

async function layersOf(path: string): Promise<readonly string[]> {
  const { files } = await listRun([join(fixtures, path)]);
  const model = await openCheckpoint(join(fixtures, path), files[0]?.architecture ?? null);
  const layers = model.layers.map((layer) => `${layer.path}: ${layer.variables.map(({ name }) => name).join(' ')}`);
  model.close();
  return layers;
}

const KERNEL_BIAS = ': kernel bias';
/** By counter, as Keras names them: dense, dense_1, ..., dense_11. An alphabetical order would put dense_10 third. */
const TWELVE = Array.from({ length: 12 }, (_, i) => (i === 0 ? 'dense' : `dense_${i}`) + KERNEL_BIAS);

describe('order and names of layers', () => {
  test.each([
    'keras2/twelve/twelve.h5',
    'keras2/twelve/twelve_weights.h5',
    'keras2/twelve-alone/twelve_weights.h5',
    'keras3/twelve/twelve.keras',
    'keras3/twelve/twelve.weights.h5',
    'keras3/twelve-alone/twelve.weights.h5',
    'keras3/twelve-sharded/twelve.weights.json',
    'tfjs/twelve/model.json',
  ])('twelve equal layers: %s', async (path) => {
    const layers = await layersOf(path);
    expect(layers.slice(0, 12)).toEqual(TWELVE);
  });

  // Custom names against the alphabet (test/fixtures/make/models.py).
  test.each([
    'keras2/functional/functional.h5',
    'keras2/functional/functional_weights.h5',
    'keras3/functional/functional.h5',
    'keras3/functional/functional.keras',
    'keras3/functional/functional.weights.h5',
    'tfjs/functional/model.json',
  ])('custom names: %s', async (path) => {
    expect(await layersOf(path)).toEqual(
      ['zeta', 'alpha', 'mid', 'beta', 'an_output'].map((name) => name + KERNEL_BIAS),
    );
  });

  test.each(['keras3/reversed-names/reversed-names.keras', 'keras3/reversed-names/reversed-names.weights.h5'])(
    'counters of the file against the names of the graph: %s',
    async (path) => {
      const names = (await layersOf(path)).map((layer) => layer.replace(KERNEL_BIAS, ''));
      expect(names).toEqual(['dense_4', 'dense_3', 'dense_2', 'dense_1', 'dense']);
    },
  );

  test.each([
    'keras2/nested/nested.h5',
    'keras2/nested/nested_weights.h5',
    'keras3/nested/nested.h5',
    'keras3/nested/nested.keras',
    'keras3/nested/nested.weights.h5',
    'tfjs/nested/model.json',
  ])('nested models: %s', async (path) => {
    const nested = ['stem', 'block/before', 'block/inner/a', 'block/inner/b', 'block/after', 'head'];
    expect(await layersOf(path)).toEqual(nested.map((name) => name + KERNEL_BIAS));
  });

  test.each(['keras2/lstm/lstm.h5', 'keras3/lstm/lstm.keras', 'keras3/lstm/lstm.h5', 'tfjs/lstm/model.json'])(
    'parts of a layer: %s',
    async (path) => {
      expect(await layersOf(path)).toContain('memory: kernel recurrent_kernel bias');
    },
  );

  test.each(['unicode.keras', 'unicode.h5', 'unicode.weights.h5'])('names of any script: %s', async (file) => {
    expect(await layersOf(`keras3/unicode/${file}`)).toEqual(
      ['größe', '層 1', 'constructor', '__proto__'].map((name) => name + KERNEL_BIAS),
    );
  });

  // Keras' own count_params (test/fixtures/make/activations-keras3.json).
  test.each(['shared.keras', 'shared.h5', 'shared.weights.h5'])(
    'a model nested in two others counts once: %s',
    async (file) => {
      const path = join(fixtures, 'keras3/shared', file);
      const model = await openCheckpoint(path, (await listRun([path])).files[0]?.architecture ?? null);
      const network = buildNetwork(model);
      expect(network.parameters).toBe(353);
      expect(network.segments[0]?.matrices.map(({ name }) => name)).toEqual([
        'left/inner/s1',
        'left/inner/s2',
        'left/left_last',
        'between',
        'right/inner/s1',
        'right/inner/s2',
        'right/right_last',
        'head',
      ]);
      model.close();
    },
  );

  test('names in UTF-8, split over two attributes', async () => {
    expect(await layersOf('hostile/chunked-names.h5')).toEqual(['dense: kernel bias', 'größe: kernel']);
  });
});

test('an architecture of another network is left aside and said so', async () => {
  const model = await openCheckpoint(
    join(fixtures, 'keras2/twelve-alone/twelve_weights.h5'),
    join(fixtures, 'keras2/functional/functional.json'),
  );
  expect(model.architecture).toBeNull();
  expect(model.notes.map(({ reason }) => reason)).toEqual([
    expect.stringContaining('functional.json does not describe these weights'),
  ]);
  model.close();
});

/** test/fixtures/make/hostile.py: `np.arange(12)` as 4 x 3, big-endian float64 in compressed chunks of 3 x 2. */
test('any range of a compressed big-endian dataset', async () => {
  const model = await openCheckpoint(join(fixtures, 'hostile/big-endian-compressed.h5'), null);
  const kernel = model.layers[0]?.variables[0];
  for (let start = 0; start <= 12; start++) {
    for (let count = 0; start + count <= 12; count++) {
      expect([...(kernel?.read(start, count) ?? [])]).toEqual(Array.from({ length: count }, (_, i) => start + i));
    }
  }
  expect(() => kernel?.read(10, 3)).toThrow(/12 elements/);
  model.close();
});

describe('models of npm', () => {
  // Parameters and |w| of one kernel by numpy: uint8 values times scale plus min, rounded to float32.
  test.each([
    { name: 'mobilenet_v2', parameters: 2619461, layer: 'Conv_1', mean: 0.024205879928562126, max: 0.1672591120004654 },
    {
      name: 'inception_v3',
      parameters: 22360869,
      layer: 'conv2d_94',
      mean: 0.01769061283364337,
      max: 0.31682243943214417,
    },
  ])('$name: quantised, shards of 4 MB', async ({ name, parameters, layer, mean, max }) => {
    const unpacked = nsfwjsModel(name);
    const model = await openCheckpoint(unpacked.path, null);
    const tensors = model.layers.flatMap(({ variables }) => variables);
    expect(tensors.reduce((sum, { size }) => sum + size, 0)).toBe(parameters);
    const kernel = model.layers.find(({ path }) => path === layer)?.variables[0];
    const values = Float64Array.from(kernel?.read(0, kernel.size) ?? []);
    expect(values.reduce((sum, value) => sum + Math.abs(value), 0) / values.length).toBeCloseTo(mean, 7);
    expect(values.reduce((most, value) => Math.max(most, Math.abs(value)), 0)).toBe(max);
    model.close();
    unpacked.remove();
  });

  test('@upscalerjs/default-model', async () => {
    const model = await openCheckpoint(upscalerModel(), null);
    expect(model.producer).toBe('keras 2.10.0');
    const kernel = model.layers.find(({ path }) => path === 'F_0')?.variables[0];
    const values = Float64Array.from(kernel?.read(0, kernel.size) ?? []);
    expect(values.reduce((sum, value) => sum + Math.abs(value), 0) / values.length).toBeCloseTo(
      0.027585053959395953,
      9,
    );
    expect(model.layers.flatMap(({ variables }) => variables).reduce((sum, { size }) => sum + size, 0)).toBe(222075);
    model.close();
  });
});
