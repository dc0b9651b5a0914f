import { cpSync, existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { FrameLocator } from 'playwright-core';
import { expect, test } from 'vitest';
import { launchBrowser } from '../../scripts/chromium.mjs';
import { fixtures } from '../support/golden.js';
import {
  answerDialog,
  chooseRow,
  explorerContextMenu,
  reloadWindow,
  runCommand,
  toast,
  webviewFrame,
} from '../support/workbenchActions.js';
import { compared, expectGoldenComparison, goldenComparison, putRuns, readComparison } from './comparePanel.js';
import { valueOf } from './panel.js';
import { workbenchPerFile } from './perFile.js';

const here = workbenchPerFile((folder) => {
  putRuns(folder);
  cpSync(`${fixtures}/sick/truncated.keras`, join(folder, 'cut.keras'));
});

async function selectAndCompare(a: string, b: string): Promise<void> {
  await explorerContextMenu(here.page, a, 'Select for compare');
  await explorerContextMenu(here.page, b, 'Compare with selected');
}

const sliders = (panel: FrameLocator, side: 'a' | 'b') =>
  panel.getByTestId(`compare-${side}`).getByTestId('epoch-slider');

test('"Select for compare" and "Compare with selected" show the numbers of numpy', async () => {
  await selectAndCompare('reference-run/epoch-0002.h5', 'reference-run/epoch-0003.h5');
  const panel = await compared(here.page, '2', '3');
  expectGoldenComparison(await readComparison(panel), goldenComparison('sample-one-epoch'));
  // Other epochs of the run by the sliders.
  await sliders(panel, 'a').press('Home');
  await sliders(panel, 'b').press('End');
  await compared(here.page, '0', '350');
  expectGoldenComparison(await readComparison(panel), goldenComparison('sample-start-to-end'));
});

test('keys step both sides; a lock keeps their distance; swap turns them round', async () => {
  await explorerContextMenu(
    here.page,
    ['reference-run/epoch-0004.h5', 'reference-run/epoch-0002.h5'],
    'Compare checkpoints',
  );
  // The earlier one is a, in whatever order they were clicked.
  const panel = await compared(here.page, '2', '4');
  await panel.getByTestId('compare-swap').focus();
  await panel.getByTestId('compare-swap').press(']');
  await compared(here.page, '2', '5');
  await panel.getByTestId('compare-swap').press('{');
  await compared(here.page, '1', '5');
  await panel.getByTestId('compare-lock').check();
  await sliders(panel, 'a').press('ArrowRight');
  await compared(here.page, '2', '6');
  await panel.getByTestId('compare-swap').click();
  await compared(here.page, '6', '2');
});

test('two runs: which node is which, and the switch that leaves it open', async () => {
  await explorerContextMenu(here.page, ['one', 'two'], 'Compare checkpoints');
  // Folders are compared at their newest epochs.
  const panel = await compared(here.page, '5', '6');
  const notes = panel.getByTestId('compare-notes');
  await notes.filter({ hasText: 'Hidden nodes of b were matched to those of a by weights' }).waitFor();
  await panel.getByTestId('compare-match').selectOption('off');
  await notes.filter({ hasText: 'Matching is switched off' }).waitFor();
  expectGoldenComparison(await readComparison(panel), goldenComparison('two-runs'));
});

test('one side that cannot be read is said, and the other is drawn', async () => {
  await selectAndCompare('one/step-1.h5', 'cut.keras');
  const panel = webviewFrame(here.page);
  await panel.getByTestId('compare-notes').filter({ hasText: 'cut.keras is a zip that is cut short' }).waitFor();
  expect(await valueOf(panel, 'compare-sentence')).toBe('failed');
  await panel.getByTestId('compare-a').locator('canvas').first().waitFor();
});

test('the epoch on show is compared from its analysis, and from the palette', async () => {
  await explorerContextMenu(here.page, 'reference-run', 'Analyze weight morphology');
  const analysis = webviewFrame(here.page);
  await analysis.getByTestId('activity').waitFor({ state: 'detached', timeout: 60_000 });
  await analysis.getByTestId('compare').click();
  await analysis.getByTestId('compare-before').filter({ hasText: 'With the epoch before (275)' }).click();
  await compared(here.page, '275', '350');
  await runCommand(here.page, 'View: Close Editor');
  await analysis.getByTestId('verdict').waitFor();
  await runCommand(here.page, 'Morphoscope: Compare checkpoints');
  await chooseRow(here.page, 'Compare checkpoints', /^epoch 0/);
  await chooseRow(here.page, 'Compare checkpoints', /^epoch 350/);
  const panel = await compared(here.page, '0', '350');
  expectGoldenComparison(await readComparison(panel), goldenComparison('sample-start-to-end'));
});

test('the comparison is exported as one HTML file that opens by itself', async () => {
  await selectAndCompare('reference-run/epoch-0002.h5', 'reference-run/epoch-0003.h5');
  await compared(here.page, '2', '3');
  await runCommand(here.page, 'Morphoscope: Export report');
  const kind = here.page.locator('.quick-input-list .monaco-list-row').filter({ hasText: 'HTML report' });
  await kind.click();
  await kind.waitFor({ state: 'detached' });
  const file = join(here.folder, 'compared.html');
  rmSync(file, { force: true });
  await answerDialog(here.page, 'Export report', file);
  await toast(here.page, 'Saved compared.html').waitFor();
  expect(existsSync(file)).toBe(true);
  const browser = await launchBrowser({ viewport: { width: 1400, height: 1000 } });
  try {
    await browser.context.setOffline(true);
    await browser.page.goto(pathToFileURL(file).href);
    // A page has all that is asked of a frame.
    const alone = browser.page as unknown as FrameLocator;
    await alone.getByTestId('compare-sentence').waitFor();
    expectGoldenComparison(await readComparison(alone), goldenComparison('sample-one-epoch'));
  } finally {
    await browser.close();
  }
});

test('as JSON it is the document of the contract', async () => {
  await selectAndCompare('reference-run/epoch-0000.h5', 'reference-run/epoch-0350.h5');
  const panel = await compared(here.page, '0', '350');
  await panel.getByTestId('export').click();
  await panel.getByTestId('export-json').click();
  const file = join(here.folder, 'compared.json');
  rmSync(file, { force: true });
  await answerDialog(here.page, 'Export report', file);
  await toast(here.page, 'Saved compared.json').waitFor();
  const { schema, a, summary } = JSON.parse(readFileSync(file, 'utf8')) as {
    readonly schema: string;
    readonly a: unknown;
    readonly summary: { readonly relativeChange: number };
  };
  expect([schema, a]).toEqual([
    'morphoscope/comparison@1',
    { path: 'reference-run/epoch-0000.h5', epoch: 0, format: 'keras-h5' },
  ]);
  const golden = goldenComparison('sample-start-to-end').summary['relativeChange'] ?? NaN;
  expect(summary.relativeChange).toBeCloseTo(golden, 6);
});

test('asked for again brings the open panel forward; a reload brings it back with its choices', async () => {
  await selectAndCompare('reference-run/epoch-0002.h5', 'reference-run/epoch-0003.h5');
  const panel = await compared(here.page, '2', '3');
  await selectAndCompare('reference-run/epoch-0002.h5', 'reference-run/epoch-0003.h5');
  await compared(here.page, '2', '3');
  expect(await here.page.getByRole('tab', { name: /↔/ }).count()).toBe(1);
  await sliders(panel, 'a').press('Home');
  await sliders(panel, 'b').press('End');
  await compared(here.page, '0', '350');
  await reloadWindow(here.page);
  const again = await compared(here.page, '0', '350');
  expectGoldenComparison(await readComparison(again), goldenComparison('sample-start-to-end'));
});
