import { loadTensorflow, useBackend } from '../../src/representation/tensorflow.js';
import { measure, readJob } from './job.js';

const { variant, ...job } = readJob();
const { core, layers } = await loadTensorflow();
if (!(await useBackend({ core, layers }, variant === 'wasm' ? 'wasm' : 'cpu')))
  throw new Error(`TensorFlow.js has no backend ${variant} here.`);

const { features, samples, settings } = job;
const model = layers.sequential();
settings.hidden.forEach((units, k) => {
  model.add(layers.layers.dense({ units, activation: 'relu', ...(k === 0 && { inputShape: [features] }) }));
});
model.add(layers.layers.dense({ units: 1 }));
model.compile({ optimizer: core.train.adam(settings.optimizer.rate), loss: 'meanSquaredError' });
const x = core.tensor2d(samples.x, [samples.count, features]);
const y = core.tensor2d(samples.y, [samples.count, 1]);

await measure(job, async (epochs) => {
  const { history } = await model.fit(x, y, { batchSize: settings.batch, epochs, shuffle: true, yieldEvery: 'never' });
  return Number(history['loss']?.at(-1));
});
