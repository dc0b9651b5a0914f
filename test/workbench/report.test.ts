import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { FrameLocator, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { cli } from '../support/cli.js';
import { golden } from '../support/golden.js';
import { screenshot } from '../support/workbenchActions.js';
import { openOffline, type OfflinePage } from './offlinePage.js';
import { expectGolden, readPanel, valueOf } from './panel.js';

/** The standalone report: opened by `file://`, with the network switched off. */
let folder = '';
let opened: OfflinePage;
let page: Page;
/** A page has all that the tests ask of a frame. */
let panel: FrameLocator;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'report-'));
  const file = join(folder, 'report.html');
  const args = ['analyze', 'samples/reference-run', '--data', 'samples/reference-run/data.npy', '--html', file];
  const { code, stderr } = await cli(args);
  expect({ code, stderr }).toEqual({ code: 0, stderr: `Written: ${file}\n` });
  opened = await openOffline(file);
  ({ page } = opened);
  panel = page as unknown as FrameLocator;
});
afterAll(async () => {
  await opened.close();
  rmSync(folder, { recursive: true });
});

test('the three views show the golden numbers', async () => {
  await panel.getByTestId('verdict').filter({ hasText: 'Channel formed' }).waitFor();
  const last = golden('reference-run').checkpoints.at(-1);
  if (last === undefined) throw new Error('no golden numbers');
  expectGolden(await readPanel(panel), last);
});

test('hovering a node tells its fractions', async () => {
  const drawing = panel.getByTestId('drawing');
  const box = await drawing.boundingBox();
  if (box === null) throw new Error('no drawing');
  const card = panel.getByTestId('node-card');
  // Where exactly the nodes lie is the drawing's own affair: sweep until one answers.
  let text = '';
  for (let step = 0; step < 400 && !/connectivity/i.test(text); step++) {
    const [column, row] = [step % 40, Math.floor(step / 40)];
    await page.mouse.move(box.x + ((column + 0.5) / 40) * box.width, box.y + ((row + 0.5) / 10) * box.height);
    text = (await card.count()) > 0 ? await card.innerText() : '';
  }
  expect(text).toMatch(/hidden_\d+ node \d+[^]*connectivity/i);
});

test('the slider walks the epochs and the keyboard the nodes', async () => {
  await panel.getByTestId('epoch-slider').press('Home');
  await expect.poll(() => valueOf(panel, 'epoch')).toBe('0');
  const [first] = golden('reference-run').checkpoints;
  if (first === undefined) throw new Error('no golden numbers');
  expectGolden(await readPanel(panel), first);
  const drawing = panel.getByTestId('drawing');
  await drawing.focus();
  await drawing.press('ArrowRight');
  await panel.getByTestId('node-card').waitFor();
  await drawing.press('Enter');
  await panel.getByTestId('release').waitFor();
  await drawing.press('Escape');
  await panel.getByTestId('release').waitFor({ state: 'detached' });
});

test('tables sort and filter', async () => {
  await panel.getByRole('tab', { name: 'Layers' }).click();
  const table = panel.getByTestId('matrices');
  await table.getByRole('button', { name: 'Mean |w|' }).click();
  const means = await table
    .locator('td[data-field="meanAbs"]')
    .evaluateAll((cells) => cells.map((cell) => Number((cell as HTMLElement).dataset['value'])));
  expect(means).toHaveLength(11);
  const sorted = [...means].sort((a, b) => a - b);
  expect([sorted, sorted.toReversed()]).toContainEqual(means);
  await panel.getByTestId('matrices-filter').fill('hidden_1');
  await expect.poll(() => table.locator('tbody tr').count()).toBe(2);
  await screenshot(page, 'report-layers');
});

test('it asked no network for anything and nothing went wrong', () => {
  expect(opened.complaints).toEqual([]);
});
