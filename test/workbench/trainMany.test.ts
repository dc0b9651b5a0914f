import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect, test } from 'vitest';
import { answerDialog, screenshot, webviewFrame } from '../support/workbenchActions.js';
import { valueOf } from './panel.js';
import { workbenchPerTest } from './perTest.js';
import { answerQuestions, changeSettings, pressTrain, trainedByCli, untilTraining } from './training.js';

const here = workbenchPerTest((folder) => {
  writeFileSync(join(folder, 'notes.txt'), 'A workspace.');
  cpSync(resolve('samples/reference-run/epoch-0000.h5'), join(folder, 'models', 'own.h5'));
});

test('an ensemble: its summary grows, it is stopped and resumed, and a network opens from its row', async () => {
  const page = await here.start();
  await answerQuestions(page, 'Synthetic clusters', 'Uniform within ±0.05', 'Zero biases');
  await changeSettings(page, { Networks: '12', Epochs: '3000', Layers: '10x4' });
  await pressTrain(page);
  const panel = webviewFrame(page);
  const rows = panel.getByTestId('networks').locator('tbody tr');
  await expect.poll(() => rows.count(), { timeout: 90_000 }).toBeGreaterThan(0);
  expect(await rows.count()).toBeLessThan(12);
  await panel.getByTestId('training-stop').click();
  await expect.poll(() => valueOf(panel, 'training'), { timeout: 60_000 }).toBe('stopped');
  await screenshot(page, 'train-ensemble');
  await panel.getByTestId('training-resume').click();
  await expect.poll(() => rows.count(), { timeout: 240_000 }).toBe(12);
  await expect.poll(() => valueOf(panel, 'training'), { timeout: 60_000 }).toBe('finished');
  await screenshot(page, 'train-ensemble-finished');
  const whole = join(here.folder, 'whole');
  const settings = ['--layers', '10x4', '--epochs', '3000', '--zero-bias'];
  await trainedByCli(whole, ...settings, '--networks', '12', '--workers', '2');
  const summary = (folder: string): string => readFileSync(join(folder, 'summary.csv'), 'utf8');
  expect(summary(join(here.folder, 'runs', 'clusters-1'))).toBe(summary(whole));

  await rows.first().getByRole('button', { name: 'network-0000' }).click();
  const network = webviewFrame(page);
  await expect.poll(() => valueOf(network, 'epoch'), { timeout: 60_000 }).toBe('3000');
}, 400_000);

test('a model of the user is trained by TensorFlow.js', async () => {
  const page = await here.start();
  await answerQuestions(page, 'Synthetic clusters', 'A model of your own');
  await answerDialog(page, 'Train a model of your own', join(here.folder, 'models', 'own.h5'));
  await changeSettings(page, { Epochs: '2' });
  await pressTrain(page);
  const panel = webviewFrame(page);
  await untilTraining(panel, 'finished');
  await expect.poll(() => valueOf(panel, 'epoch')).toBe('2');
  const run = JSON.parse(readFileSync(join(here.folder, 'runs', 'clusters-1', 'run.json'), 'utf8')) as unknown;
  expect(run).toMatchObject({ engine: 'tfjs', epochs: 2, status: 'finished' });
});
