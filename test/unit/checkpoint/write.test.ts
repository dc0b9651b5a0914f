import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { threadId } from 'node:worker_threads';
import * as tf from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-backend-cpu';
import { loadLayersModel } from '@tensorflow/tfjs-layers';
import { describe, expect, it } from 'vitest';
import { buildNetwork } from '../../../src/checkpoint/chain/buildNetwork.js';
import { Hdf5File } from '../../../src/checkpoint/hdf5/file.js';
import { KerasImage } from '../../../src/checkpoint/kerasImage.js';
import { openCheckpoint } from '../../../src/checkpoint/open.js';
import { replaceFile } from '../../../src/checkpoint/replaceFile.js';
import { writeKerasH5 } from '../../../src/checkpoint/write.js';
import { denseChain, parameterCount, type WrittenModel } from '../../../src/checkpoint/writtenModel.js';
import { writeTfjs } from '../../../src/checkpoint/writeTfjs.js';
import { scratchFolder } from '../../support/scratch.js';

const folder = scratchFolder();
const model = denseChain(5, [7, 3, 1]);
const values = (count: number, step: number): Float32Array =>
  Float32Array.from({ length: count }, (_, i) => Math.sin(step * (i + 1)));
const parameters = values(parameterCount(model), 1);
const [first, second] = [values(parameters.length, 2), values(parameters.length, 3)];
const adam = { kind: 'adam', rate: 0.01 } as const;

async function readBack(path: string): Promise<{ names: readonly string[]; values: readonly number[] }> {
  const stored = await openCheckpoint(path, null);
  try {
    const variables = stored.layers.flatMap((layer) => layer.variables.map((variable) => ({ layer, variable })));
    return {
      names: variables.map(({ layer, variable }) => `${layer.path}/${variable.name} ${variable.shape.join('x')}`),
      values: variables.flatMap(({ variable }) => [...variable.read(0, variable.size)]),
    };
  } finally {
    stored.close();
  }
}

const EXPECTED_NAMES = [
  'dense/kernel 5x7',
  'dense/bias 7',
  'dense_1/kernel 7x3',
  'dense_1/bias 3',
  'dense_2/kernel 3x1',
  'dense_2/bias 1',
];

/** The network by its definition, in float64. */
function forward(x: readonly number[], units: readonly number[], weights: Float32Array): number {
  let at = 0;
  let h = x;
  units.forEach((outputs, layer) => {
    const inputs = h;
    const biases = at + inputs.length * outputs;
    h = Array.from({ length: outputs }, (_, j) => {
      const sum = inputs.reduce((total, value, i) => total + value * (weights[at + i * outputs + j] ?? NaN), 0);
      const z = sum + (weights[biases + j] ?? NaN);
      return layer === units.length - 1 ? z : Math.max(0, z);
    });
    at = biases + outputs;
  });
  return h[0] ?? NaN;
}

describe('writeKerasH5', () => {
  const path = join(folder, 'model.h5');

  it('writes what our own reader reads back to the bit, as a chain', async () => {
    await writeKerasH5(path, model, parameters, { optimizer: adam, state: { steps: 9, moments: [first, second] } });
    const stored = await openCheckpoint(path, null);
    expect([stored.format, stored.producer]).toEqual(['keras-h5', 'keras 2.15.0']);
    const network = buildNetwork(stored);
    stored.close();
    expect(network.segments.map(({ hidden }) => hidden.map(({ nodes }) => nodes))).toEqual([[7, 3]]);
    expect(await readBack(path)).toEqual({ names: EXPECTED_NAMES, values: [...parameters] });
  });

  it("keeps Adam's moments and step where Keras 2 keeps them", async () => {
    const file = await Hdf5File.open(path);
    const names = file.texts('/optimizer_weights', 'weight_names') ?? [];
    expect(names.slice(0, 5)).toEqual([
      'iteration:0',
      'Adam/m/dense/kernel:0',
      'Adam/v/dense/kernel:0',
      'Adam/m/dense/bias:0',
      'Adam/v/dense/bias:0',
    ]);
    const read = (name: string): readonly number[] => {
      const tensor = file.tensor(`/optimizer_weights/${name}`, name);
      return [...tensor.read(0, tensor.size)];
    };
    expect(read('iteration:0')).toEqual([9]);
    expect(names.filter((name) => name.startsWith('Adam/m/')).flatMap(read)).toEqual([...first]);
    expect(names.filter((name) => name.startsWith('Adam/v/')).flatMap(read)).toEqual([...second]);
    file.close();
  });

  it('gives the same bytes for the same weights, however much later', async () => {
    const state = { steps: 1, moments: [first, second] };
    const image = await KerasImage.create(model, adam);
    await new Promise((resolve) => setTimeout(resolve, 1100));
    const later = await KerasImage.create(model, adam);
    const bytes = later.bytes(parameters, state);
    expect(Buffer.compare(image.bytes(parameters, state), bytes)).toBe(0);
    expect(Buffer.compare(image.bytes(second, state), bytes)).not.toBe(0);
  });

  it('writes SGD with its velocity, without momentum only the step, and weights alone', async () => {
    for (const [name, training] of [
      ['momentum', { optimizer: { kind: 'sgd', rate: 0.1, momentum: 0.9 }, state: { steps: 2, moments: [first] } }],
      ['plain', { optimizer: { kind: 'sgd', rate: 0.1, momentum: 0 }, state: { steps: 2, moments: [first] } }],
      ['alone', null],
    ] as const) {
      const at = join(folder, `${name}.h5`);
      await writeKerasH5(at, model, parameters, training);
      expect((await readBack(at)).values).toEqual([...parameters]);
      const file = await Hdf5File.open(at);
      expect(file.names('/').includes('optimizer_weights')).toBe(training !== null);
      if (training !== null) {
        const names = file.texts('/optimizer_weights', 'weight_names') ?? [];
        expect(names.length).toBe(name === 'momentum' ? 1 + EXPECTED_NAMES.length : 1);
      }
      file.close();
    }
  });

  it('writes a network of more layers than one attribute holds', async () => {
    const deep = denseChain(1, new Array<number>(120).fill(1));
    const weights = values(parameterCount(deep), 1);
    await writeKerasH5(join(folder, 'deep.h5'), deep, weights, null);
    expect((await readBack(join(folder, 'deep.h5'))).values).toEqual([...weights]);
  });

  it('keeps NaN, infinities and what looks like a mark', async () => {
    const odd = Float32Array.from(parameters, (value, i) => [NaN, Infinity, -0, -1e38, value][i % 5] ?? value);
    await writeKerasH5(join(folder, 'odd.h5'), model, odd, null);
    expect((await readBack(join(folder, 'odd.h5'))).values).toEqual([...odd]);
  });

  it('refuses a wrong number of values and a network too large for the format', async () => {
    const image = await KerasImage.create(model, adam);
    expect(() => image.bytes(parameters.subarray(1), { steps: 0, moments: [first, second] })).toThrow(
      '69 and 70 and 70 values were given for a network of 70 parameters with 2 moments each.',
    );
    expect(() => image.bytes(parameters, null)).toThrow('with 2 moments each');
    await expect(KerasImage.create(denseChain(20_000, [20_000, 1]), adam)).rejects.toMatchObject({
      reason: 'too-large',
    });
  });
});

describe('writeTfjs', () => {
  const out = join(folder, 'export', 'tfjs');

  it('writes what TensorFlow.js loads and computes alike', async () => {
    writeTfjs(out, model, parameters, '1.2.3');
    expect(readdirSync(out).sort()).toEqual(['group1-shard1of1.bin', 'model.json']);
    const json = JSON.parse(readFileSync(join(out, 'model.json'), 'utf8')) as {
      modelTopology: object;
      weightsManifest: [{ paths: [string]; weights: tf.io.WeightsManifestEntry[] }];
    };
    const [{ paths, weights }] = json.weightsManifest;
    const shard = new Uint8Array(readFileSync(join(out, paths[0])));
    await tf.setBackend('cpu');
    const loaded = await loadLayersModel({
      load: () =>
        Promise.resolve({ modelTopology: json.modelTopology, weightSpecs: weights, weightData: shard.buffer }),
    });
    const x = Array.from({ length: 4 }, (_, row) => [...values(5, row + 0.5)]);
    const outputs = [...(loaded.predict(tf.tensor2d(x)) as tf.Tensor).dataSync()];
    x.forEach((row, i) => expect(outputs[i]).toBeCloseTo(forward(row, [7, 3, 1], parameters), 5));
  });

  it('is read back by our own reader to the bit', async () => {
    expect(await readBack(join(out, 'model.json'))).toEqual({ names: EXPECTED_NAMES, values: [...parameters] });
  });

  it('refuses a wrong number of values', () => {
    const other: WrittenModel = denseChain(4, [1]);
    expect(() => writeTfjs(out, other, parameters, '1.2.3')).toThrow('70 values were given for a network of 5');
  });
});

describe('replaceFile', () => {
  it('leaves no temporary file, and the old file where the new one cannot be written', () => {
    const own = join(folder, 'own');
    mkdirSync(own);
    const path = join(own, 'a.txt');
    replaceFile(path, 'one');
    replaceFile(path, 'two');
    expect([readFileSync(path, 'utf8'), readdirSync(own)]).toEqual(['two', ['a.txt']]);
    mkdirSync(join(own, 'taken'));
    writeFileSync(join(own, 'taken', 'b'), '');
    expect(() => replaceFile(join(own, 'taken'), 'three')).toThrow('taken could not be written');
    expect(readdirSync(own).sort()).toEqual(['a.txt', 'taken']);
  });

  it('is not kept from writing by what a killed process of the same number left', () => {
    const own = join(folder, 'left');
    mkdirSync(own);
    for (let i = 0; i < 100; i++) writeFileSync(join(own, `.a.txt.${process.pid}-${threadId}-${i}.tmp`), '');
    replaceFile(join(own, 'a.txt'), 'one');
    expect(readFileSync(join(own, 'a.txt'), 'utf8')).toBe('one');
    expect(readdirSync(own)).toHaveLength(101);
  });

  it('says when there is no such folder', () => {
    expect(() => replaceFile(join(folder, 'absent', 'x'), '')).toThrow(
      `x could not be written: ${join(folder, 'absent')} is no folder; choose another one.`,
    );
  });
});
