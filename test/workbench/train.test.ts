import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { cli } from '../support/cli.js';
import { mnistFolder } from '../support/mnistFolder.js';
import {
  answerDialog,
  chooseRow,
  quickInput,
  resizePanel,
  runCommand,
  screenshot,
  toast,
  webviewFrame,
  writeInput,
} from '../support/workbenchActions.js';
import { readPanel, valueOf } from './panel.js';
import { workbenchPerTest } from './perTest.js';
import {
  answerQuestions,
  bytesOf,
  changeSettings,
  pressTrain,
  TITLE,
  trainedByCli,
  untilTraining,
} from './training.js';

const here = workbenchPerTest((folder) => writeFileSync(join(folder, 'notes.txt'), 'A workspace.'));

test('from the palette: choices, a drawing, and the numbers and bytes of the command line', async () => {
  const page = await here.start();
  await answerQuestions(page, 'Synthetic clusters', 'Uniform within ±0.05', 'Biases drawn like the weights');
  await changeSettings(page, { Seed: '6', Epochs: '60' });
  await screenshot(page, 'train-dialog');
  await pressTrain(page);
  const panel = webviewFrame(page);
  await untilTraining(panel, 'finished');
  await expect.poll(() => valueOf(panel, 'epoch')).toBe('60');
  await panel
    .getByTestId('training-words')
    .filter({ hasText: /^Trained 60 epochs in [\d.]+ s\.$/ })
    .waitFor();
  await screenshot(page, 'train-finished');
  const run = join(here.folder, 'runs', 'clusters-1');
  const reference = join(here.folder, 'reference');
  await trainedByCli(reference, '--seed', '6', '--epochs', '60');
  expect(bytesOf(run)).toEqual(bytesOf(reference));
  const { stdout } = await cli(['analyze', reference, '--epoch', '60', '--json', '-']);
  const { checkpoints } = JSON.parse(stdout) as {
    readonly checkpoints: readonly {
      readonly inOutCorrelation: { readonly r: number };
      readonly layers: readonly { readonly entropy: number }[];
    }[];
  };
  const shown = await readPanel(panel);
  expect(shown.r).toBe(checkpoints[0]?.inOutCorrelation.r);
  expect(shown.layers.map(({ entropy }) => Number(entropy))).toEqual(
    checkpoints[0]?.layers.map(({ entropy }) => entropy),
  );
  expect(existsSync(join(run, 'run.lock'))).toBe(false);
  expect(JSON.parse(readFileSync(join(run, 'run.json'), 'utf8'))).toMatchObject({ status: 'finished', seed: 6 });

  // The model for others.
  await panel.getByTestId('training-export').click();
  await toast(page, 'Saved epoch 60 as runs/clusters-1/export/tfjs/model.json').waitFor();
  const exported = await cli(['analyze', join(run, 'export', 'tfjs', 'model.json'), '--json', '-']);
  const model = JSON.parse(exported.stdout) as { readonly checkpoints: typeof checkpoints };
  expect(model.checkpoints[0]?.inOutCorrelation.r).toBe(shown.r);

  // The next one is proposed beside it, with the settings of the last; Escape leaves nothing behind.
  await answerQuestions(page, 'Synthetic clusters', 'Glorot');
  await quickInput(page, `${TITLE} (3/3)`).getByText('into runs/clusters-2').waitFor();
  await quickInput(page, TITLE).getByText('60 epochs, adam:0.01, batch 256, seed 6').waitFor();
  await page.keyboard.press('Escape');
  expect(readdirSync(join(here.folder, 'runs'))).toEqual(['clusters-1']);
});

test('MNIST: drawn as it goes, stopped and resumed, ends in the bytes of a run that never was', async () => {
  const page = await here.start();
  await answerQuestions(page, 'MNIST', 'Uniform within ±1', 'Zero biases');
  // Long enough for a busy workbench to be told to stop in the middle.
  await changeSettings(page, { Layers: '16-10x3', Epochs: '90', Seed: '3' });
  await pressTrain(page);
  const question = page.locator('.monaco-dialog-box').filter({ hasText: 'is not on this machine' });
  await question.getByText('Choose a folder').click();
  await answerDialog(page, 'The folder with the original files', mnistFolder);
  const panel = webviewFrame(page);
  // An epoch is drawn while the next ones are trained.
  await expect.poll(async () => Number(await valueOf(panel, 'epoch')), { timeout: 60_000 }).toBeGreaterThan(0);
  expect(await valueOf(panel, 'training')).toBe('training');
  const status = page.locator('.statusbar-item').filter({ hasText: /mnist-1 \d+\/90 · loss/ });
  await status.click();
  await page.locator('.quick-input-list .monaco-list-row').filter({ hasText: 'Stop mnist-1' }).click();
  await untilTraining(panel, 'stopped');
  await panel
    .getByTestId('training-words')
    .filter({ hasText: /^Stopped after epoch \d+ of 90\.$/ })
    .waitFor();
  await expect.poll(() => status.count()).toBe(0);
  await here.workbench.setTheme('dark');
  await resizePanel(page, 500, 1000);
  await screenshot(page, 'train-stopped-narrow');
  const overflow = await panel.locator('html').evaluate((html) => html.scrollWidth - html.clientWidth);
  expect(overflow).toBeLessThanOrEqual(0);

  await runCommand(page, 'Morphoscope: Resume training');
  await here.workbench.setTheme('light');
  await resizePanel(page, 1600, 1000);
  await screenshot(page, 'train-mnist');
  await untilTraining(panel, 'finished');
  await expect.poll(() => valueOf(panel, 'epoch')).toBe('90');
  const whole = join(here.folder, 'whole');
  const settings = ['--layers', '16-10x3', '--epochs', '90', '--seed', '3', '--init', 'uniform:1', '--zero-bias'];
  await trainedByCli(whole, '--dataset', 'mnist', '--data-dir', mnistFolder, ...settings);
  expect(bytesOf(join(here.folder, 'runs', 'mnist-1'))).toEqual(bytesOf(whole));
}, 400_000);

test('a folder that cannot be, and one that holds a run, are refused in a sentence with a way on', async () => {
  const page = await here.start();
  const elsewhere = async (path: string): Promise<void> => {
    await answerQuestions(page, 'Synthetic clusters', 'Uniform within ±0.05', 'Zero biases');
    await changeSettings(page, { Epochs: '5' });
    await chooseRow(page, TITLE, 'Another folder');
    await writeInput(page, `${TITLE}: Folder`, path);
    await pressTrain(page);
  };
  await elsewhere('notes.txt/run');
  await toast(page, 'notes.txt is no folder; choose another one.').waitFor();
  expect(await page.locator('iframe.webview').count()).toBe(0);
  await runCommand(page, 'Notifications: Clear All Notifications');

  const run = join(here.folder, 'taken');
  await trainedByCli(run, '--epochs', '5', '--seed', '1');
  const before = bytesOf(run);
  await elsewhere('taken');
  const message = toast(page, 'taken holds a run already (epoch-0000.h5); resume it or choose another folder.');
  await message.waitFor();
  expect(bytesOf(run)).toEqual(before);
  await message.getByRole('button', { name: 'Another folder…' }).click();
  await answerDialog(page, 'Where the folder of this run goes', here.folder);
  const panel = webviewFrame(page);
  // The panel of the run that is there already stays in sight until the new one is ready.
  await panel.getByTestId('title').filter({ hasText: 'clusters-1' }).waitFor({ timeout: 60_000 });
  await untilTraining(panel, 'finished');
  expect(existsSync(join(here.folder, 'clusters-1', 'epoch-0005.h5'))).toBe(true);
});
