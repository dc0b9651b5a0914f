import { beforeAll, describe, expect, it } from 'vitest';
import { Random } from '../../../src/morphology/random.js';
import { loadTensorflow, useBackend, type Tensorflow } from '../../../src/representation/tensorflow.js';
import { denseLayers, networkWidths, type DenseLayer } from '../../../src/training/denseLayers.js';
import { initialParameters } from '../../../src/training/initialize.js';
import { instantiateKernel } from '../../../src/training/kernel/kernelInstance.js';
import { compileKernel } from '../../../src/training/kernel/kernelModule.js';
import { createKernelTrainer } from '../../../src/training/kernel/kernelTrainer.js';
import { planKernel } from '../../../src/training/kernel/plan.js';
import { uniform } from '../../../src/training/random.js';
import { clusters, relativeDistance, SETTINGS } from '../../support/training.js';

let tf: Tensorflow;

beforeAll(async () => {
  tf = await loadTensorflow();
  await useBackend(tf, 'cpu');
});

/** Kernel and biases of each layer as tensors. */
function tensors(layers: readonly DenseLayer[], parameters: Float32Array) {
  return layers.flatMap(({ inputs, outputs, kernel, biases, end }) => [
    tf.core.tensor2d(parameters.slice(kernel, biases), [inputs, outputs]),
    tf.core.tensor1d(parameters.slice(biases, end)),
  ]);
}

describe('TensorFlow.js', () => {
  it.each([[[1, 3, 1]], [[7, 8, 13, 1]], [[10, 10, 10, 10, 1]], [[8, 5, 4, 6, 9, 1]], [[13, 128, 7, 3, 1]]])(
    'has the kernel’s gradients: %j',
    async (widths) => {
      const [features = 0] = widths;
      const { count, x, y } = clusters(3, 257, features);
      const kernel = instantiateKernel(await compileKernel('reproducible'), planKernel(widths, count), 0);
      const layers = denseLayers(widths);
      const random = new Random(4);
      for (const { inputs, kernel: from, end } of layers)
        for (let i = from; i < end; i++) kernel.parameters[i] = uniform(random, Math.sqrt(6 / inputs));
      kernel.load({ count, x, y });
      kernel.order.forEach((_, i, order) => (order[i] = i));
      for (const batch of [1, 7, 8, 257]) {
        kernel.gradients.fill(0);
        const squaredError = kernel.accumulate(0, batch);
        const input = tf.core.tensor2d(x.slice(0, batch * features), [batch, features]);
        const target = tf.core.tensor2d(y.slice(0, batch), [batch, 1]);
        const { value, grads } = tf.core.valueAndGrads((...all) => {
          let h = input;
          layers.forEach((_, k) => {
            const [w, b] = all.slice(2 * k) as [typeof input, typeof input];
            h = tf.core.add(tf.core.matMul(h, w), b);
            if (k < layers.length - 1) h = tf.core.relu(h);
          });
          return tf.core.mean(tf.core.squaredDifference(h, target)).asScalar();
        })(tensors(layers, kernel.parameters));
        const expected = grads.flatMap((gradient) => [...gradient.dataSync()]);
        expect(relativeDistance(kernel.gradients, expected)).toBeLessThan(1e-5);
        expect(Math.abs(squaredError / batch / (value.dataSync()[0] ?? NaN) - 1)).toBeLessThan(1e-5);
      }
    },
  );

  it('has the kernel’s loss curve over 20 epochs', async () => {
    const data = clusters(8, 300);
    const trainer = await createKernelTrainer(SETTINGS, data, 10);
    const widths = networkWidths(SETTINGS, 10);
    const model = tf.layers.sequential({
      layers: widths.slice(1).map((units, k) =>
        tf.layers.layers.dense({
          units,
          activation: k < widths.length - 2 ? 'relu' : 'linear',
          ...(k === 0 && { inputShape: [10] }),
        }),
      ),
    });
    model.setWeights(tensors(denseLayers(widths), initialParameters(SETTINGS, 10)));
    model.compile({ optimizer: tf.core.train.adam(0.01), loss: 'meanSquaredError' });
    for (let epoch = 0; epoch < 20; epoch++) {
      const loss = trainer.step() ?? NaN;
      const { order } = trainer.state();
      const rows = [...order].flatMap((s) => [...data.x.subarray(s * 10, (s + 1) * 10)]);
      const { history } = await model.fit(
        tf.core.tensor2d(rows, [300, 10]),
        tf.core.tensor2d(
          [...order].map((s) => data.y[s] ?? NaN),
          [300, 1],
        ),
        { batchSize: SETTINGS.batch, epochs: 1, shuffle: false, yieldEvery: 'never' },
      );
      expect(Math.abs(loss / Number(history['loss']?.[0]) - 1)).toBeLessThan(1e-2);
    }
  });
});
