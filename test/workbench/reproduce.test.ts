import { existsSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { mnistFolder } from '../support/mnistFolder.js';
import {
  answerDialog,
  chooseRow,
  quickInput,
  resizePanel,
  reloadWindow,
  runCommand,
  screenshot,
  webviewFrame,
  writeInput,
} from '../support/workbenchActions.js';
import { expectExports } from './figureExports.js';
import { tabStops, valueOf } from './panel.js';
import { workbenchPerTest } from './perTest.js';
import {
  changeSettings,
  chooseFigures,
  expectFigure,
  pressReproduce,
  TITLE,
  untilReproduction,
  watchNetworks,
  writtenFigure,
} from './reproduction.js';

const here = workbenchPerTest((folder) => writeFileSync(join(folder, 'notes.txt'), 'A workspace.'));

test('theory: from the palette to numbers that are those of its document; exported, refused elsewhere', async () => {
  const page = await here.start({ restricted: true });
  await chooseFigures(page, ['2b', '3b'], []);
  await quickInput(page, TITLE).getByText('2 figures, no training, seed 1').waitFor();
  await screenshot(page, 'reproduce-dialog');
  await pressReproduce(page);
  const panel = webviewFrame(page);
  await untilReproduction(panel, 'finished');
  const results = join(here.folder, 'runs', 'reproduction-1');
  for (const id of ['2b', '3b']) await expectFigure(panel, writtenFigure(results, id));

  await expectExports(page, panel, { results, folder: here.folder, document: writtenFigure(results, '2b') });

  // The folder holds another plan: said in the dialog, which stays.
  await chooseFigures(page, ['2b', '3b'], []);
  await changeSettings(page, { Seed: '2' });
  await chooseRow(page, TITLE, 'Another folder');
  await writeInput(page, `${TITLE}: Folder`, 'runs/reproduction-1');
  await pressReproduce(page);
  const dialog = quickInput(page, TITLE);
  await dialog.getByText('reproduction-1/plan.json was made with the seed 1, not 2').first().waitFor();
  expect(await dialog.getByText('Cannot begin').count()).toBe(1);
  await screenshot(page, 'reproduce-refused');
  expect(readdirSync(join(here.folder, 'runs'))).toEqual(['reproduction-1']);

  // So is a place where no folder can be made.
  await chooseRow(page, TITLE, /^\s*Another folder/);
  await writeInput(page, `${TITLE}: Folder`, 'notes.txt/results');
  await pressReproduce(page);
  await dialog.getByText('notes.txt is no folder; choose another one.').first().waitFor();
  await page.keyboard.press('Escape');
});

test('earlier results: what the folder holds now, not what this window made', async () => {
  const page = await here.start();
  await chooseFigures(page, ['3b', 's2'], []);
  await pressReproduce(page);
  await untilReproduction(webviewFrame(page), 'finished');
  const results = join(here.folder, 'runs', 'reproduction-1');
  rmSync(join(results, 'figure-3b.json'));
  await runCommand(page, `Morphoscope: ${TITLE}`);
  await quickInput(page, TITLE).getByRole('button', { name: 'Open earlier results' }).click();
  await answerDialog(page, 'The folder of an earlier reproduction', results);
  const panel = webviewFrame(page);
  await untilReproduction(panel, 'stopped');
  expect(await valueOf(panel, 'verdict-3b')).toBe('not made');
  await expectFigure(panel, writtenFigure(results, 's2'));
});

test('data: nothing begins without it; of MNIST it is said beforehand how long it takes', async () => {
  const page = await here.start();
  const missing = (dataset: string) =>
    page.locator('.monaco-dialog-box').filter({ hasText: `${dataset} is not on this machine` });
  const dialog = quickInput(page, TITLE);

  await chooseFigures(page, ['2e'], ['California Housing']);
  await chooseRow(page, TITLE, /^\s*Reproduce/);
  const consent = missing('California Housing');
  await consent.getByText('Download cal_housing.data (at most 2 MB) from').waitFor();
  await screenshot(page, 'reproduce-consent');
  await consent.getByRole('button', { name: 'Cancel' }).click();
  await dialog.getByText('The networks cannot be trained without their data').first().waitFor();
  await page.keyboard.press('Escape');
  await dialog.waitFor({ state: 'hidden' });

  await chooseFigures(page, ['2e'], ['MNIST']);
  await chooseRow(page, TITLE, /^\s*Reproduce/);
  await missing('MNIST').getByText('Choose a folder').click();
  await answerDialog(page, 'The folder with the original files', mnistFolder);
  const time = quickInput(page, `${TITLE}: Time`);
  await time.waitFor({ timeout: 120_000 });
  expect(await time.locator('input').getAttribute('placeholder')).toMatch(
    /^This takes about \d[\d.]* (seconds|minutes|hours) on this machine$/,
  );
  await time.getByText('40 networks are trained. It can be stopped and gone on with at any time').waitFor();
  await screenshot(page, 'reproduce-time');
  await page.keyboard.press('Escape');
  await time.waitFor({ state: 'hidden' });
  expect(readdirSync(here.folder)).toEqual(['notes.txt']);
  expect(await page.locator('iframe.webview').count()).toBe(0);
});

test('experiments: few networks decide nothing; stopped, reloaded and gone on with', async () => {
  const page = await here.start();
  await chooseFigures(page, ['2e'], ['Synthetic clusters']);
  // So many that a machine that is slow at clicking still stops them, and too few to decide anything.
  await changeSettings(page, { Networks: '30' });
  await pressReproduce(page);
  const panel = webviewFrame(page);
  const done = async (): Promise<number> => Number(await valueOf(panel, 'networks-done'));
  await expect.poll(done, { timeout: 120_000 }).toBeGreaterThan(0);
  const status = page.locator('.statusbar-item').filter({ hasText: /reproduction-1 \d+\/30 networks/ });
  await status.waitFor();
  await panel.getByTestId('cancel').click();
  await untilReproduction(panel, 'stopped');
  const before = await done();
  await expect.poll(() => status.count()).toBe(0);
  const results = join(here.folder, 'runs', 'reproduction-1');
  expect(existsSync(join(results, 'plan.json'))).toBe(true);
  expect(existsSync(join(results, 'figure-2e.json'))).toBe(false);

  await reloadWindow(page);
  const again = webviewFrame(page);
  await untilReproduction(again, 'stopped');
  expect(Number(await valueOf(again, 'networks-done'))).toBeGreaterThanOrEqual(before);
  expect(await valueOf(again, 'verdict-2e')).toBe('not made');
  const counted = await watchNetworks(again);
  await again.getByTestId('resume').click();
  await untilReproduction(again, 'finished');
  // What was trained before is there from the beginning, and not trained again.
  const counts = await counted();
  expect(Math.min(...counts)).toBeGreaterThanOrEqual(before);
  expect(counts.at(-1)).toBe(30);
  const figure = writtenFigure(results, '2e');
  expect(figure).toMatchObject({ verdict: 'undecided', settings: { networks: 30 } });
  await expectFigure(again, figure);

  await reloadWindow(page);
  const kept = webviewFrame(page);
  await untilReproduction(kept, 'finished');
  await expectFigure(kept, figure);
  // All of it by the keyboard, in the order in which it is read.
  const picture = ['Table', 'Copy numbers'];
  const exports = ['SVG', 'HTML', 'JSON', 'CSV'].map((kind) => `Export figure 2e as ${kind}`);
  expect(await tabStops(page, kept, 20)).toEqual([
    ...['Open folder', 'Show log', `Figure 2e: ${figure.title}, undecided`],
    ...[...picture, ...picture],
    'Choices and settings',
    ...[...exports, 'Copy statistics'],
  ]);
  const main = figure.statistics[0];
  await kept
    .getByRole('img', { name: `${main?.name ?? ''}: ` })
    .first()
    .waitFor();
  for (const theme of ['light', 'dark', 'highContrast'] as const) {
    await here.workbench.setTheme(theme);
    await screenshot(page, `reproduce-${theme}`);
  }
  await resizePanel(page, 500, 2000);
  const overflow = await kept.locator('html').evaluate((html) => html.scrollWidth - html.clientWidth);
  expect(overflow).toBeLessThanOrEqual(0);
  await screenshot(page, 'reproduce-narrow');
}, 400_000);
