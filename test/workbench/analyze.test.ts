import { cpSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { cli } from '../support/cli.js';
import { fixtures, golden } from '../support/golden.js';
import { expectGolden, readPanel, valueOf } from './panel.js';
import { openWorkbench, type Workbench } from '../support/workbench.js';
import {
  explorerContextMenu,
  explorerItem,
  runCommand,
  screenshot,
  toast,
  webviewFrame,
} from '../support/workbenchActions.js';

let folder = '';
let workbench: Workbench;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'workbench-'));
  cpSync('samples/reference-run', join(folder, 'reference-run'), { recursive: true });
  cpSync(`${fixtures}/keras3/wide/wide.keras`, join(folder, 'wide.keras'));
  cpSync(`${fixtures}/keras2/convnet/convnet.h5`, join(folder, 'convnet.h5'));
  cpSync(`${fixtures}/refused/weights.safetensors`, join(folder, 'refused', 'weights.safetensors'));
  cpSync(`${fixtures}/runs/keras2-h5`, join(folder, 'picked'), { recursive: true });
  writeFileSync(join(folder, 'notes.txt'), 'no checkpoint');
  cpSync(`${fixtures}/hostile/hang.h5`, join(folder, 'hang.h5'));
  const settings = ['--layers', '256x3', '--init', 'glorot', '--epochs', '2'];
  expect(await cli(['train', ...settings, '--out', join(folder, 'broad')])).toMatchObject({ code: 0 });
  workbench = await openWorkbench({
    folder,
    viewport: { width: 1600, height: 1000 },
    machineSettings: { 'morphoscope.parserTimeLimit': 3 },
  });
});
afterAll(async () => {
  await workbench.close();
  rmSync(folder, { recursive: true });
});

async function closeEditors(): Promise<void> {
  await runCommand(workbench.page, 'View: Close All Editors');
  await workbench.page.locator('iframe.webview').first().waitFor({ state: 'detached' });
}

test('the packed extension is under 6 MB', () => {
  expect(statSync(inject('vsix')).size).toBeLessThan(6e6);
});

describe('the explorer menu on a folder', () => {
  test('shows the run, with the golden numbers of its last epoch', async () => {
    await explorerContextMenu(workbench.page, 'reference-run', 'Analyze weight morphology');
    const panel = webviewFrame(workbench.page);
    await panel.getByTestId('verdict').filter({ hasText: 'Channel formed' }).waitFor({ timeout: 60_000 });
    const shown = await readPanel(panel);
    const last = golden('reference-run').checkpoints.at(-1);
    if (last === undefined) throw new Error('no golden numbers');
    expect(shown.epoch).toBe('350');
    expectGolden(shown, last);
    // A canvas can be there and be blank: it must hold many colours.
    const colours = await panel
      .locator('canvas')
      .first()
      .evaluate((canvas: HTMLCanvasElement) => {
        const { width, height } = canvas;
        const data = canvas.getContext('2d')?.getImageData(0, 0, width, height).data ?? [];
        const seen = new Set<number>();
        for (let at = 0; at < data.length; at += 4)
          seen.add(((data[at] ?? 0) << 16) | ((data[at + 1] ?? 0) << 8) | (data[at + 2] ?? 0));
        return seen.size;
      });
    expect(colours).toBeGreaterThan(20);
  });

  test('the slider and the keys walk the epochs', async () => {
    const panel = webviewFrame(workbench.page);
    await panel.getByTestId('activity').waitFor({ state: 'detached', timeout: 60_000 });
    const slider = panel.getByTestId('epoch-slider');
    await slider.focus();
    await slider.press('Home');
    await expect.poll(() => valueOf(panel, 'epoch')).toBe('0');
    const [first] = golden('reference-run').checkpoints;
    if (first === undefined) throw new Error('no golden numbers');
    expectGolden(await readPanel(panel), first);
    await panel.getByTestId('drawing').focus();
    await panel.getByTestId('drawing').press(']');
    await expect.poll(() => valueOf(panel, 'epoch')).toBe('1');
    await panel.getByTestId('drawing').press('[');
    await expect.poll(() => valueOf(panel, 'epoch')).toBe('0');
  });

  test('play walks to the last epoch and stops there', async () => {
    const panel = webviewFrame(workbench.page);
    await panel.getByTestId('play').click();
    await expect.poll(() => valueOf(panel, 'epoch'), { timeout: 60_000 }).toBe('350');
  });

  test('asked for again brings the open panel forward instead of a second one', async () => {
    await explorerContextMenu(workbench.page, 'reference-run', 'Analyze weight morphology');
    await workbench.page.waitForTimeout(1000);
    expect(await workbench.page.getByRole('tab', { name: /reference-run/ }).count()).toBe(1);
    await closeEditors();
  });
});

describe('other ways in', () => {
  test('a .keras file opens as its analysis: 1280 nodes wide', async () => {
    await (await explorerItem(workbench.page, 'wide.keras')).dblclick();
    const panel = webviewFrame(workbench.page);
    await panel.getByTestId('parameters').waitFor({ timeout: 60_000 });
    const [expected] = golden('keras3-wide').checkpoints;
    if (expected === undefined) throw new Error('no golden numbers');
    expectGolden(await readPanel(panel), expected);
    await screenshot(workbench.page, 'wide-network');
    await closeEditors();
  });

  test('matrices with more entries than lines can be told apart are drawn as maps too', async () => {
    await explorerContextMenu(workbench.page, 'broad', 'Analyze weight morphology');
    const panel = webviewFrame(workbench.page);
    await panel.getByTestId('parameters').waitFor({ timeout: 60_000 });
    await panel.getByRole('tab', { name: 'Metrics' }).click();
    const maps = panel.getByTestId('chart-weight-maps');
    await maps.scrollIntoViewIfNeeded();
    // The two of 256 x 256; the first and the last are drawn line by line.
    expect(await maps.locator('figcaption').allInnerTexts()).toEqual(['dense_1', 'dense_2']);
    await screenshot(workbench.page, 'weight-maps');
    await closeEditors();
  });

  test('a convolutional .h5 by the explorer menu', async () => {
    await explorerContextMenu(workbench.page, 'convnet.h5', 'Analyze weight morphology');
    const panel = webviewFrame(workbench.page);
    await panel.getByTestId('parameters').waitFor({ timeout: 60_000 });
    const [expected] = golden('keras2-convnet').checkpoints;
    if (expected === undefined) throw new Error('no golden numbers');
    expectGolden(await readPanel(panel), expected);
    await closeEditors();
  });

  test('the button in the title of an open .h5, which VS Code itself cannot show', async () => {
    const { page } = workbench;
    await (await explorerItem(page, 'convnet.h5')).dblclick();
    const button = page.locator('.editor-actions').getByRole('button', { name: 'Analyze weight morphology' });
    await button.click();
    const [expected] = golden('keras2-convnet').checkpoints;
    await expect
      .poll(() => valueOf(webviewFrame(page), 'parameters'), { timeout: 60_000 })
      .toBe(String(expected?.parameters));
    await closeEditors();
  });

  test('no such button stands over a file that is no checkpoint, or over an analysis', async () => {
    const { page } = workbench;
    const button = page.locator('.editor-actions').getByRole('button', { name: 'Analyze weight morphology' });
    await (await explorerItem(page, 'notes.txt')).dblclick();
    await page.getByRole('tab', { name: 'notes.txt' }).waitFor();
    await page.waitForTimeout(500);
    expect(await button.count()).toBe(0);
    await (await explorerItem(page, 'wide.keras')).dblclick();
    await webviewFrame(page).getByTestId('parameters').waitFor({ timeout: 60_000 });
    expect(await button.count()).toBe(0);
    await closeEditors();
  });

  test('an .h5 offers the analysis as its editor', async () => {
    const { page } = workbench;
    await (await explorerItem(page, 'convnet.h5')).dblclick();
    await page.getByRole('tab', { name: 'convnet.h5' }).waitFor();
    await runCommand(page, 'View: Reopen Editor With...');
    await page.locator('.quick-input-list .monaco-list-row').filter({ hasText: 'Weight morphology' }).first().click();
    const [expected] = golden('keras2-convnet').checkpoints;
    await expect
      .poll(() => valueOf(webviewFrame(page), 'parameters'), { timeout: 60_000 })
      .toBe(String(expected?.parameters));
    await closeEditors();
  });

  test('several selected files are one run', async () => {
    const names = ['picked/epoch-0001.h5', 'picked/epoch-0003.h5'];
    await explorerContextMenu(workbench.page, names, 'Analyze weight morphology');
    const panel = webviewFrame(workbench.page);
    await expect.poll(() => valueOf(panel, 'epoch'), { timeout: 60_000 }).toBe('3');
    const expected = golden('run-keras2-h5').checkpoints.find(({ epoch }) => epoch === 3);
    if (expected === undefined) throw new Error('no golden numbers');
    expectGolden(await readPanel(panel), expected);
    await closeEditors();
  });

  test('what cannot be read is a sentence with the way to the log', async () => {
    await explorerContextMenu(workbench.page, 'refused', 'Analyze weight morphology');
    const message = toast(workbench.page, /safetensors/);
    await message.waitFor({ timeout: 60_000 });
    const panel = webviewFrame(workbench.page);
    await panel.getByTestId('failure').filter({ hasText: 'safetensors' }).waitFor();
    await message.getByRole('button', { name: 'Show log' }).click();
    await workbench.page.locator('.part.panel').getByText('weights.safetensors').first().waitFor({ timeout: 30_000 });
    await closeEditors();
  });

  test('a file that makes the parser hang is given up, and the next file opens', async () => {
    await explorerContextMenu(workbench.page, 'hang.h5', 'Analyze weight morphology');
    const failure = webviewFrame(workbench.page).getByTestId('failure');
    await failure.filter({ hasText: 'no sign of life for 3 s' }).waitFor({ timeout: 60_000 });
    await closeEditors();
    await explorerContextMenu(workbench.page, 'convnet.h5', 'Analyze weight morphology');
    const [expected] = golden('keras2-convnet').checkpoints;
    await expect
      .poll(() => valueOf(webviewFrame(workbench.page), 'parameters'), { timeout: 60_000 })
      .toBe(String(expected?.parameters));
    await closeEditors();
  });
});
