import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { cli } from '../support/cli.js';
import {
  explorerContextMenu,
  reloadWindow,
  runCommand,
  screenshot,
  toast,
  webviewFrame,
} from '../support/workbenchActions.js';
import { valueOf } from './panel.js';
import { workbenchPerTest } from './perTest.js';
import { answerQuestions, bytesOf, changeSettings, pressTrain, trainedByCli, untilTraining } from './training.js';

const here = workbenchPerTest((folder) => writeFileSync(join(folder, 'table.csv'), '1,2\n2,nan\n3,6\n'));

test('a training too short to be watched is played from its beginning, at the pace that is chosen', async () => {
  const page = await here.start({ settings: { 'workbench.reduceMotion': 'off' } });
  await answerQuestions(page, 'Synthetic clusters', 'Uniform within ±0.05', 'Biases drawn like the weights');
  await changeSettings(page, { Seed: '6', Epochs: '100' });
  await pressTrain(page);
  const panel = webviewFrame(page);
  await panel
    .getByTestId('training-words')
    .filter({ hasText: /^Trained 100 epochs in [\d.]+ s; playing the kept epochs\.$/ })
    .waitFor({ timeout: 120_000 });
  await expect.poll(async () => Number(await valueOf(panel, 'epoch'))).toBeLessThan(10);
  await screenshot(page, 'train-playing');
  await panel.locator('body').press('>');
  await panel.locator('body').press('>');
  expect(await panel.getByTestId('pace').inputValue()).toBe('4');
  await expect.poll(() => valueOf(panel, 'epoch'), { timeout: 30_000 }).toBe('100');
  await panel.getByTestId('training-words').filter({ hasText: 'Trained 100 epochs in' }).waitFor();
  // Not again when the page loads anew.
  await runCommand(page, 'File: New Untitled Text File');
  await page.getByRole('tab', { name: 'clusters-1' }).click();
  await expect.poll(() => valueOf(webviewFrame(page), 'epoch'), { timeout: 30_000 }).toBe('100');
  await page.waitForTimeout(1500);
  expect(await valueOf(webviewFrame(page), 'epoch')).toBe('100');
  expect(await webviewFrame(page).getByTestId('pace').inputValue()).toBe('4');
});

test('a run that was killed is found so, and resumed to the bytes of one that never was', async () => {
  const settings = ['--layers', '6x3', '--epochs', '1500', '--seed', '7'];
  const page = await here.start({
    fill: (folder) =>
      cli(['train', ...settings, '--out', join(folder, 'killed')], (child) => {
        void (async () => {
          while (!existsSync(join(folder, 'killed', 'state.bin'))) await setTimeout(10);
          child.kill('SIGKILL');
        })();
      }),
  });
  await explorerContextMenu(page, 'killed', 'Analyze weight morphology');
  const panel = webviewFrame(page);
  await untilTraining(panel, 'interrupted');
  await panel.getByTestId('training-resume').click();
  await untilTraining(panel, 'finished');
  await trainedByCli(join(here.folder, 'whole'), ...settings);
  expect(bytesOf(join(here.folder, 'killed'))).toEqual(bytesOf(join(here.folder, 'whole')));
});

test('a reload of the window stops the training with everything saved', async () => {
  const page = await here.start();
  await answerQuestions(page, 'Synthetic clusters', 'Glorot');
  await changeSettings(page, { Epochs: '20000' });
  await pressTrain(page);
  const panel = webviewFrame(page);
  await expect.poll(async () => Number(await valueOf(panel, 'epoch')), { timeout: 60_000 }).toBeGreaterThan(20);
  await reloadWindow(page);
  const again = webviewFrame(page);
  await untilTraining(again, 'stopped');
  await again.getByTestId('training-resume').click();
  await expect.poll(() => valueOf(again, 'training'), { timeout: 60_000 }).toBe('training');
  await again.getByTestId('training-stop').click();
  await untilTraining(again, 'stopped');
});

test('in a restricted folder a network is trained all the same; data that cannot be learnt leaves nothing', async () => {
  const page = await here.start({ restricted: true });
  await page.getByText('Restricted Mode').first().waitFor();
  await answerQuestions(page, 'Synthetic clusters', 'Glorot');
  await changeSettings(page, { Epochs: '5' });
  await pressTrain(page);
  await untilTraining(webviewFrame(page), 'finished');
  expect(existsSync(join(here.folder, 'runs', 'clusters-1', 'epoch-0005.h5'))).toBe(true);
  await runCommand(page, 'View: Close All Editors');

  await answerQuestions(page, 'Synthetic clusters', 'Glorot');
  await changeSettings(page, { Optimizer: 'sgd:1000000', Epochs: '50' });
  await pressTrain(page);
  await toast(page, /The training diverged: the loss became .+ in epoch \d+\./).waitFor({ timeout: 60_000 });
  await untilTraining(webviewFrame(page), 'diverged');
});
