import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { Random } from '../../../src/morphology/random.js';
import { loadTensorflow } from '../../../src/representation/tensorflow.js';
import { createKernelTrainer } from '../../../src/training/kernel/kernelTrainer.js';
import { uniform } from '../../../src/training/random.js';
import type { Dataset, NetworkSettings, Samples } from '../../../src/training/settings.js';
import {
  createTensorflowTrainer,
  type TensorflowOrder,
} from '../../../src/training/tensorflow/createTensorflowTrainer.js';
import { convolutional, layer, sequential } from '../../support/kerasConfigs.js';
import { scratchFolder } from '../../support/scratch.js';
import { bits, clusters, SETTINGS } from '../../support/training.js';

const folder = scratchFolder();
const ORDER: TensorflowOrder = { model: null, loss: null, optimizer: null, backend: null };
const MSE = { name: 'mean_squared_error', fromLogits: false } as const;
const CLASSES = { name: 'sparse_categorical_crossentropy', fromLogits: false } as const;
const SGD = { kind: 'sgd', rate: 0.05, momentum: 0.9 } as const;

let models = 0;
function file(config: object): string {
  const path = join(folder, `model-${++models}.json`);
  writeFileSync(path, JSON.stringify(config));
  return path;
}

function dataset(
  train: Samples,
  shape: readonly number[],
  task: Dataset['task'] = 'labels',
  targetShape: readonly number[] = [],
): Dataset {
  const features = shape.reduce((product, extent) => product * extent, 1);
  return { name: 'the data', features, shape, targetShape, train, test: train, task, scaling: '', hash: '' };
}

/** Three kinds of images: a bright column at one of three places. */
function columns(count: number, size = 8): Dataset {
  const random = new Random(9, 4);
  const x = Float32Array.from({ length: count * size * size }, () => uniform(random, 0.3));
  const y = Float32Array.from({ length: count }, (_, s) => s % 3);
  y.forEach((label, s) => {
    for (let row = 0; row < size; row++) x[s * size * size + row * size + 2 + label * 2] = 1;
  });
  return dataset({ count, x, y }, [size, size, 1]);
}

const settings = (changes: Partial<NetworkSettings> = {}): NetworkSettings => ({ ...SETTINGS, batch: 16, ...changes });

const create = async (config: object, data: Dataset, order: Partial<TensorflowOrder> = {}, chosen = settings()) =>
  createTensorflowTrainer({ ...ORDER, model: file(config), ...order }, chosen, data);

describe('the network of the settings', () => {
  it('has the kernel’s loss curve over 20 epochs, and leaves no tensor behind', async () => {
    const train = clusters(8, 300);
    const kernel = await createKernelTrainer(SETTINGS, train, 10);
    const order = { ...ORDER, optimizer: SETTINGS.optimizer };
    const { trainer, facts } = await createTensorflowTrainer(order, SETTINGS, dataset(train, [10]));
    expect(facts).toMatchObject({ backend: 'wasm', loss: MSE, task: 'labels', notes: [] });
    expect(trainer.parameters()).toEqual(kernel.parameters());
    const { core } = await loadTensorflow();
    const before = core.memory().numTensors;
    for (let epoch = 0; epoch < 20; epoch++) {
      expect(Math.abs((trainer.step() ?? NaN) / (kernel.step() ?? NaN) - 1)).toBeLessThan(1e-4);
      trainer.measure(train);
    }
    expect(trainer.state().order).toEqual(kernel.state().order);
    expect(core.memory().numTensors).toBe(before);
    trainer.dispose();
  });
});

describe('a convolutional network', () => {
  const data = columns(60);
  const config = convolutional([8, 8, 1], 3);
  const order = { loss: CLASSES, optimizer: { kind: 'adam', rate: 0.01 } } as const;

  it('learns in JavaScript, and says why and how much slower', async () => {
    const { trainer, facts } = await create(config, data, order);
    expect(facts).toMatchObject({ backend: 'cpu', loss: CLASSES, task: 'labels' });
    expect(facts.notes).toEqual([
      expect.stringMatching(
        /^TensorFlow\.js cannot train this network in WebAssembly \(.+Conv2DBackpropFilter.+\); it is trained in JavaScript, where one batch takes \d+ ms forwards, .+\.$/,
      ),
    ]);
    const { core } = await loadTensorflow();
    const losses = [trainer.step() ?? NaN];
    const before = core.memory().numTensors;
    for (let epoch = 1; epoch < 6; epoch++) losses.push(trainer.step() ?? NaN);
    expect(core.memory().numTensors).toBe(before);
    expect(losses.at(-1)).toBeLessThan((losses[0] ?? NaN) / 3);
    expect(trainer.measure(data.test)?.score).toBeGreaterThan(0.9);
    trainer.dispose();
  });

  it('goes on to the bit from a state, dropout and moving means included', async () => {
    const { trainer: whole } = await create(config, data, order);
    for (let epoch = 0; epoch < 4; epoch++) whole.step();
    const { trainer: first } = await create(config, data, order);
    for (let epoch = 0; epoch < 2; epoch++) first.step();
    const { trainer: second } = await create(config, data, { ...order, backend: 'cpu' });
    second.restore(first.state());
    for (let epoch = 0; epoch < 2; epoch++) second.step();
    expect(bits(second.state())).toEqual(bits(whole.state()));
  });

  it('ends within a batch when it is cancelled, as if the epoch had never begun', async () => {
    const { trainer } = await create(config, data, order);
    trainer.step();
    const before = bits(trainer.state());
    let batches = 0;
    expect(trainer.step(() => ++batches > 2)).toBeNull();
    expect(batches).toBe(3);
    expect(bits(trainer.state())).toEqual(before);
    expect(trainer.measure(data.train, () => true)).toBeNull();
  });
});

describe('what Keras does in training', () => {
  const data = columns(30);
  const dense = (config: object = {}) => layer('Dense', { units: 3, activation: 'softmax', ...config });
  const order = { loss: CLASSES, optimizer: SGD };

  it('adds what regularizers say to the loss', async () => {
    const { trainer } = await create(
      sequential(
        [8, 8, 1],
        [layer('Flatten'), dense({ kernel_regularizer: { class_name: 'L2', config: { l2: 0.5 } } })],
      ),
      data,
      order,
    );
    const { trainer: bare } = await create(sequential([8, 8, 1], [layer('Flatten'), dense()]), data, order);
    const kernel = [...trainer.parameters().subarray(0, 64 * 3)];
    expect(bare.parameters()).toEqual(trainer.parameters());
    const added = (trainer.measure(data.train)?.loss ?? NaN) - (bare.measure(data.train)?.loss ?? NaN);
    expect(added).toBeCloseTo(0.5 * kernel.reduce((sum, weight) => sum + weight * weight, 0), 4);
  });

  it('leaves frozen layers alone, their BatchNorm too', async () => {
    const frozen = { trainable: false };
    const { trainer, facts } = await create(
      sequential(
        [8, 8, 1],
        [layer('Flatten'), layer('Dense', { units: 4, ...frozen }), layer('BatchNormalization', frozen), dense()],
      ),
      data,
      order,
    );
    const before = trainer.parameters();
    trainer.step();
    const after = trainer.parameters();
    const fixed = 64 * 4 + 4 + 4 * 4;
    expect(after.subarray(0, fixed)).toEqual(before.subarray(0, fixed));
    expect(after.subarray(fixed)).not.toEqual(before.subarray(fixed));
    expect(facts.written.layers[0]?.variables).toEqual([
      { name: 'dense_1/kernel', shape: [64, 4], fixed: true },
      { name: 'dense_1/bias', shape: [4], fixed: true },
    ]);
  });

  it('projects onto constraints, and normalises without scale and center', async () => {
    const { trainer } = await create(
      sequential(
        [8, 8, 1],
        [
          layer('Flatten'),
          layer('Dense', { units: 4, kernel_constraint: { class_name: 'NonNeg', config: {} } }),
          layer('BatchNormalization', { scale: false, center: false }),
          dense(),
        ],
      ),
      data,
      order,
    );
    trainer.step();
    const parameters = trainer.parameters();
    expect(Math.min(...parameters.subarray(0, 64 * 4))).toBe(0);
    expect(parameters.length).toBe(64 * 4 + 4 + 2 * 4 + 4 * 3 + 3);
    // The moving means have begun to move from 0.
    expect(parameters.subarray(260, 264).every((mean) => mean !== 0)).toBe(true);
  });

  it('takes labels as numbers or one-hot alike', async () => {
    const config = sequential([8, 8, 1], [layer('Flatten'), dense()]);
    const { trainer } = await create(config, data, order);
    const y = new Float32Array(90);
    data.train.y.forEach((label, i) => (y[3 * i + label] = 1));
    const oneHot = dataset({ ...data.train, y }, [8, 8, 1], 'values', [3]);
    const { trainer: other, facts } = await create(config, oneHot, order);
    expect(facts).toMatchObject({ loss: { name: 'categorical_crossentropy' }, task: 'labels' });
    expect(other.step()).toBe(trainer.step());
    expect(other.measure(oneHot.train)).toEqual(trainer.measure(data.train));
  });

  it('takes outputs without a softmax for logits', async () => {
    const config = (activation: string) => sequential([8, 8, 1], [layer('Flatten'), dense({ activation })]);
    const { trainer } = await create(config('softmax'), data, order);
    const { trainer: logits, facts } = await create(config('linear'), data, {
      ...order,
      loss: { ...CLASSES, fromLogits: null },
    });
    expect(facts.loss.fromLogits).toBe(true);
    expect([logits.step(), logits.measure(data.train)]).toEqual([trainer.step(), trainer.measure(data.train)]);
  });
});

describe('one sentence for what does not fit', () => {
  const data = columns(30);
  const flat = (...layers: readonly object[]) => sequential([8, 8, 1], [layer('Flatten'), ...layers]);
  const cases: readonly (readonly [string, object, Partial<TensorflowOrder>, RegExp])[] = [
    [
      'another input',
      sequential([7, 9], [layer('Flatten')]),
      {},
      /^the data has 64 values in a row \(8 x 8 x 1\), but the model reads 63 \(7 x 9\); .+\.$/,
    ],
    [
      'several outputs for a number',
      flat(layer('Dense', { units: 4 })),
      {},
      /^The model puts out 4 values a sample, but the targets of the data are 1 value each, .+ choose --loss sparse_categorical_crossentropy\.$/,
    ],
    [
      'too few classes',
      flat(layer('Dense', { units: 2, activation: 'softmax' })),
      { loss: CLASSES },
      /^the data holds the label 2, but the model has 2 outputs, which stand for the labels 0 to 1; .+\.$/,
    ],
    [
      'a layer of nobody',
      flat(layer('MyLayer')),
      {},
      /^model-\d+\.json cannot be trained: .*"mylayer_1" \(MyLayer\).*; train it with Keras and open its checkpoints\.$/,
    ],
    [
      'grouped convolution',
      sequential([8, 8, 4], [layer('Conv2D', { filters: 4, kernel_size: 3, groups: 2 })]),
      {},
      /values in a row/,
    ],
    [
      'augmentation',
      sequential([8, 8, 1], [layer('RandomFlip'), layer('Flatten')]),
      {},
      /does not augment data in training/,
    ],
    [
      'an activity regularizer',
      flat(layer('Dense', { units: 1, activity_regularizer: 'l2' })),
      {},
      /no activity regularizer/,
    ],
    ['a graph model', { format: 'graph-model', modelTopology: { node: [] } }, {}, /is a TensorFlow\.js graph model/],
    ['no model at all', { some: 'thing' }, {}, /is no checkpoint that is known here/],
  ];
  it.each(cases)('%s', async (_, config, order, sentence) => {
    const failure = await create(config, data, order).catch((error: unknown) => error);
    expect(failure).toMatchObject({ name: 'CheckpointError', message: expect.stringMatching(sentence) as string });
  });
});
