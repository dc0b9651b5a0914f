import { cpSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { Page } from 'playwright-core';
import { fixtures, golden } from '../support/golden.js';
import {
  answerDialog,
  explorerContextMenu,
  resizePanel,
  reloadWindow,
  runCommand,
  screenshot,
  toast,
  webviewFrame,
} from '../support/workbenchActions.js';
import { expectGolden, readPanel, valueOf } from './panel.js';
import { workbenchPerTest } from './perTest.js';

const here = workbenchPerTest((folder) => {
  cpSync('samples/reference-run', join(folder, 'reference-run'), { recursive: true });
  cpSync(`${fixtures}/runs/keras2-h5/epoch-0001.h5`, join(folder, 'training', 'epoch-0001.h5'));
  cpSync(`${fixtures}/keras3/lstm/lstm.keras`, join(folder, 'mixed', 'epoch-1.keras'));
  cpSync(`${fixtures}/sick/truncated.keras`, join(folder, 'mixed', 'epoch-2.keras'));
});

async function analyzed(page: Page, path: string) {
  await explorerContextMenu(page, path, 'Analyze weight morphology');
  const panel = webviewFrame(page);
  await panel.getByTestId('title').filter({ hasText: path }).waitFor({ timeout: 60_000 });
  await panel.getByTestId('verdict').waitFor({ timeout: 60_000 });
  await panel.getByTestId('activity').waitFor({ state: 'detached', timeout: 60_000 });
  return panel;
}

test('in a restricted folder everything is measured all the same', async () => {
  const page = await here.start({ restricted: true });
  await page.getByText('Restricted Mode').first().waitFor();
  const panel = await analyzed(page, 'reference-run');
  const last = golden('reference-run').checkpoints.at(-1);
  if (last === undefined) throw new Error('no golden numbers');
  expectGolden(await readPanel(panel), last);
  await screenshot(page, 'restricted');
});

test('an epoch that is written while the panel is open appears by itself', async () => {
  const page = await here.start();
  const panel = await analyzed(page, 'training');
  expect(await valueOf(panel, 'epoch')).toBe('1');
  const next = join(here.folder, 'training', 'epoch-0002.h5');
  const whole = readFileSync(`${fixtures}/runs/keras2-h5/epoch-0002.h5`);
  writeFileSync(next, whole.subarray(0, 1000));
  await page.waitForTimeout(1000);
  writeFileSync(next, whole);
  await expect.poll(() => valueOf(panel, 'epoch'), { timeout: 60_000 }).toBe('2');
  const expected = golden('run-keras2-h5').checkpoints.find(({ epoch }) => epoch === 2);
  if (expected === undefined) throw new Error('no golden numbers');
  expectGolden(await readPanel(panel), expected);
  // The half-written file was never called broken.
  await panel.getByRole('tab', { name: 'Layers' }).click();
  expect(await panel.getByTestId('failed').count()).toBe(0);
});

test('sample data attached from the palette gives embedding dimension and live nodes', async () => {
  const page = await here.start();
  const panel = await analyzed(page, 'reference-run');
  await runCommand(page, 'Morphoscope: Attach sample data');
  await answerDialog(page, 'Attach sample data', join(here.folder, 'reference-run', 'data.npy'));
  const [withData] = Object.values(golden('reference-run').withData ?? {});
  const expected = withData?.at(-1)?.layers ?? [];
  expect(expected).toHaveLength(10);
  await panel.getByRole('tab', { name: 'Layers' }).click();
  const cells = panel.getByTestId('hidden-layers').locator('td[data-field="embeddingDimension"]');
  await expect
    .poll(() => cells.evaluateAll((all) => all.map((cell) => Number((cell as HTMLElement).dataset['value']))), {
      timeout: 90_000,
    })
    .toEqual(expected.map(({ embeddingDimension }) => embeddingDimension));
  await panel.getByRole('tab', { name: 'Metrics' }).click();
  expect(Number(await valueOf(panel, 'inout-r-live'))).toBeCloseTo(withData?.at(-1)?.rLive ?? NaN, 6);

  // The drawing tells the dead, and each node on being asked.
  await panel.getByRole('tab', { name: 'Morphology' }).click();
  const live = expected.reduce((sum, { liveNodes }) => sum + (liveNodes ?? NaN), 0);
  expect(await valueOf(panel, 'dead-nodes')).toBe(String(10 * 10 - live));
  await panel.getByTestId('drawing').focus();
  // The first node is an input, which cannot be dead.
  for (const key of ['ArrowRight', 'ArrowRight']) await panel.getByTestId('drawing').press(key);
  await panel
    .getByTestId('node-live')
    .filter({ hasText: /(live|dead): .* in (some of )?[\d,]+ samples/ })
    .waitFor();
  for (const theme of ['light', 'dark', 'highContrast'] as const) {
    await here.workbench.setTheme(theme);
    await screenshot(page, `sample-data-${theme}`);
  }

  await panel.getByTestId('remove-data').click();
  await panel.getByTestId('dead-nodes').waitFor({ state: 'detached', timeout: 60_000 });
  await panel.getByTestId('attach-data').filter({ hasText: 'Attach sample data' }).waitFor();
});

test('what is left out is counted under the verdict and leads to the list that says why', async () => {
  const page = await here.start();
  const panel = await analyzed(page, 'mixed');
  await panel.getByTestId('left-out-files').filter({ hasText: '1 file not read' }).click();
  await panel.getByTestId('failed').filter({ hasText: 'epoch-2.keras is a zip that is cut short' }).waitFor();
  await panel.getByRole('tab', { name: 'Morphology' }).click();
  const skipped = golden('keras3-lstm').checkpoints[0]?.skipped ?? [];
  await panel
    .getByTestId('left-out-layers')
    .filter({ hasText: `${skipped.length} layer` })
    .click();
  for (const { name } of skipped) await panel.getByTestId('skipped').filter({ hasText: name }).waitFor();
  await screenshot(page, 'left-out');
});

test('sample data that does not fit is refused in a sentence, and the analysis stays', async () => {
  const page = await here.start();
  const panel = await analyzed(page, 'reference-run');
  cpSync(`${fixtures}/data/data-8.npy`, join(here.folder, 'eight.npy'));
  await runCommand(page, 'Morphoscope: Attach sample data');
  await answerDialog(page, 'Attach sample data', join(here.folder, 'eight.npy'));
  await toast(page, 'eight.npy was not attached').waitFor({ timeout: 60_000 });
  expect(Number(await valueOf(panel, 'inout-r'))).toBeCloseTo(
    golden('reference-run').checkpoints.at(-1)?.inOutCorrelation.r ?? NaN,
    6,
  );
  expect(await panel.getByTestId('failure').count()).toBe(0);
});

test('the report is exported, and what was exported is the report', async () => {
  const page = await here.start();
  await analyzed(page, 'reference-run');
  await runCommand(page, 'Morphoscope: Export report');
  const kind = page.locator('.quick-input-list .monaco-list-row').filter({ hasText: 'JSON report' });
  await kind.click();
  await kind.waitFor({ state: 'detached' });
  const target = join(here.folder, 'exported.json');
  await answerDialog(page, 'Export report', target);
  await toast(page, 'Saved exported.json').waitFor();
  const report = JSON.parse(readFileSync(target, 'utf8')) as {
    readonly schema: string;
    readonly checkpoints: readonly { readonly inOutCorrelation: { readonly r: number } }[];
  };
  expect(report.schema).toBe('morphoscope/report@1');
  expect(report.checkpoints.at(-1)?.inOutCorrelation.r).toBeCloseTo(
    golden('reference-run').checkpoints.at(-1)?.inOutCorrelation.r ?? NaN,
    6,
  );
});

test('a panel comes back with its run and its epoch when the window is reloaded', async () => {
  const page = await here.start();
  const panel = await analyzed(page, 'reference-run');
  await panel.getByTestId('epoch-slider').press('Home');
  await expect.poll(() => valueOf(panel, 'epoch')).toBe('0');
  await reloadWindow(page);
  const again = webviewFrame(page);
  await expect.poll(() => valueOf(again, 'epoch'), { timeout: 60_000 }).toBe('0');
});

test('a run that is deleted while it is open stays on show', async () => {
  const page = await here.start();
  const panel = await analyzed(page, 'training');
  rmSync(join(here.folder, 'training'), { recursive: true });
  await page.waitForTimeout(3000);
  expect(await valueOf(panel, 'epoch')).toBe('1');
  await panel.getByRole('tab', { name: 'Layers' }).click();
  await panel.getByTestId('matrices').waitFor();
});

test('it is fit to show in all four themes, 500 pixels narrow and wide', async () => {
  const page = await here.start();
  const panel = await analyzed(page, 'reference-run');
  for (const theme of ['light', 'dark', 'highContrast', 'highContrastLight'] as const) {
    await here.workbench.setTheme(theme);
    await page.waitForTimeout(500);
    await screenshot(page, `wide-${theme}`);
  }
  await here.workbench.setTheme('dark');
  await resizePanel(page, 500, 1400);
  for (const view of ['Morphology', 'Metrics', 'Layers']) {
    await panel.getByRole('tab', { name: view }).click();
    // Nothing scrolls sideways.
    const overflow = await panel.locator('html').evaluate((html) => html.scrollWidth - html.clientWidth);
    expect(overflow, view).toBeLessThanOrEqual(0);
    await page.waitForTimeout(500);
    await screenshot(page, `narrow-${view.toLowerCase()}`);
  }
});
