import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { PairComparison } from '../../src/protocol/comparison.js';
import { cli } from '../support/cli.js';
import { fixtures } from '../support/golden.js';
import { screenshot } from '../support/workbenchActions.js';
import { openOffline, type OfflinePage } from './offlinePage.js';
import { rowsOf } from './panel.js';

/** The standalone comparison: opened by `file://`, with the network switched off. */
let folder = '';
let file = '';
let several = '';
let opened: OfflinePage;
let page: Page;

/** Numbers of numpy and h5py on epochs 0 and 350 of the sample run. */
const { comparison: golden } = JSON.parse(
  readFileSync(join(fixtures, 'golden-comparisons', 'sample-start-to-end.json'), 'utf8'),
) as { readonly comparison: Pick<PairComparison, 'summary' | 'matrices' | 'layers'> };

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'comparison-'));
  file = join(folder, 'comparison.html');
  several = join(folder, 'several.html');
  await writeComparison(file, [0, 350]);
  await writeComparison(several, [0, 350, 5, 10]);
  opened = await openOffline(file);
  ({ page } = opened);
});
afterAll(async () => {
  await opened.close();
  rmSync(folder, { recursive: true });
});

test('it is small enough to attach to an issue', () => {
  expect(statSync(file).size - statSync('dist/page/page.js').size).toBeLessThan(1_000_000);
});

test('the sentence and the tables show the numbers of numpy', async () => {
  const sentence = page.getByTestId('compare-sentence');
  await sentence.filter({ hasText: 'From epoch 0 to epoch 350' }).waitFor();
  near(await sentence.getAttribute('data-change'), golden.summary.relativeChange, 'relative change');

  const [summary, ...matrices] = await rowsOf(page.getByTestId('compare-matrices'));
  for (const field of ['relativeChange', 'cosine', 'signFlips'] as const) {
    near(summary?.[field], golden.summary[field], field);
  }
  expect(matrices.map(({ name }) => name)).toEqual(golden.matrices.map(({ name }) => name));
  golden.matrices.forEach((matrix, at) => {
    const fields = ['relativeChange', 'cosine', 'signFlips', 'meanAbsA', 'meanAbsB', 'maxAbsA', 'maxAbsB'] as const;
    for (const field of fields) near(matrices[at]?.[field], matrix[field], `${matrix.name} ${field}`);
  });

  const [mean, ...layers] = await rowsOf(page.getByTestId('compare-layers'));
  expect(mean?.['name']).toBe('mean of layers');
  expect(layers.map(({ name }) => name)).toEqual(golden.layers.map(({ name }) => name));
  golden.layers.forEach((layer, at) => {
    const fields = [
      'entropyA',
      'entropyB',
      'channelWidthA',
      'channelWidthB',
      'accessibleB',
      'rankCorrelation',
    ] as const;
    for (const field of fields) near(layers[at]?.[field], layer[field], `${layer.name} ${field}`);
    near(layers[at]?.['channelOverlap'], layer.channelOverlap?.jaccard ?? null, `${layer.name} overlap`);
    near(layers[at]?.['overlapP'], layer.channelOverlap?.p ?? null, `${layer.name} overlap p`);
  });
});

test('a node is shown in all drawings, with the numbers of both sides', async () => {
  const drawingOf = (side: string): Locator => page.getByTestId(`compare-${side}`).getByTestId('drawing');
  const own = drawingOf('a');
  await own.focus();
  await own.press('Escape');
  await own.press('ArrowRight');
  await own.press('ArrowRight');
  const place = await own.getAttribute('data-cursor');
  expect(place).toMatch(/^0\/1\/\d+$/);
  for (const side of ['b', 'difference']) {
    await expect.poll(() => drawingOf(side).getAttribute('data-cursor')).toBe(place);
  }
  const value = async (id: string): Promise<number> => Number(await page.getByTestId(id).getAttribute('data-value'));
  expect(await value('node-connectivity-a')).toBeGreaterThan(0);
  expect(await value('node-connectivity-b')).not.toBe(await value('node-connectivity-a'));
  await own.press('Enter');
  await expect.poll(() => drawingOf('b').getAttribute('data-isolated')).toBe(place);
  await own.press('Escape');
  await expect.poll(() => drawingOf('b').getAttribute('data-isolated')).toBe('');
});

test('the timeline has every epoch, and says why no other can be chosen here', async () => {
  const timeline = page.getByTestId('timeline');
  expect(await timeline.getAttribute('data-epochs')).toBe('21');
  expect(await timeline.getAttribute('data-measured')).toBe('21');
  const handle = page.getByTestId('timeline-handle-b');
  expect(await handle.getAttribute('aria-valuetext')).toBe('epoch 350');
  expect(await handle.getAttribute('aria-disabled')).toBe('true');
  await handle.press('Home');
  expect(await page.getByTestId('epoch-b').getAttribute('data-value')).toBe('350');
  const slider = page.getByTestId('compare-a').getByTestId('epoch-slider');
  expect(await slider.isDisabled()).toBe(true);
  expect(await slider.getAttribute('title')).toContain('This file holds one comparison');
  expect(await page.getByTestId('compare-swap').isDisabled()).toBe(true);
});

test('the page fits into 500 pixels', async () => {
  await page.setViewportSize({ width: 500, height: 900 });
  const beyond = (): Promise<number> =>
    page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  await expect.poll(beyond).toBe(0);
  await screenshot(page, 'comparison-narrow');
  await page.setViewportSize({ width: 1400, height: 1000 });
  await expect.poll(beyond).toBe(0);
  await screenshot(page, 'comparison');
});

test('further checkpoints have rows, lines and histograms of their own', async () => {
  await page.goto(pathToFileURL(several).href);
  const rows = await rowsOf(page.getByTestId('compare-matrices'));
  expect(rows.slice(0, 6).map(({ name, against }) => `${name}, ${against}`)).toEqual([
    ...['epoch 350', 'epoch 5', 'epoch 10'].map((epoch) => `all matrices, ${epoch}`),
    ...['epoch 350', 'epoch 5', 'epoch 10'].map((epoch) => `${golden.matrices[0]?.name ?? ''}, ${epoch}`),
  ]);
  near(rows[0]?.['relativeChange'], golden.summary.relativeChange, 'relative change');
  expect(await page.getByTestId('chart-pair-width').locator('.legend > span').allInnerTexts()).toEqual([
    'a: epoch 0',
    'b: epoch 350',
    'epoch 5',
    'epoch 10',
  ]);
  const bars = page.getByTestId('chart-pair-weights').locator('.pair-b').first();
  const before = await bars.getAttribute('d');
  await page.getByTestId('histograms-of').selectOption('epoch 10');
  await expect.poll(() => bars.getAttribute('d')).not.toBe(before);
});

test('a picture of what is not drawn is refused in words', async () => {
  const empty = join(folder, 'empty.html');
  const checkpoints = /<script[^>]*morphoscope-compared-checkpoint[^]*?<\/script>/g;
  writeFileSync(empty, readFileSync(file, 'utf8').replaceAll(checkpoints, ''));
  await page.goto(pathToFileURL(empty).href);
  const dialog = page.waitForEvent('dialog');
  await page.getByTestId('export').click();
  const click = page.getByTestId('export-svg').click();
  const said = await dialog;
  expect(said.message()).toContain('Nothing is drawn');
  await said.dismiss();
  await click;
});

test('it asked no network for anything and nothing went wrong', () => {
  expect(opened.complaints).toEqual([]);
});

/** By the command line, of epochs of the sample run. */
async function writeComparison(to: string, epochs: readonly number[]): Promise<void> {
  const { code, stderr } = await cli([
    'compare',
    ...epochs.map((epoch) => `samples/reference-run@${epoch}`),
    '--html',
    to,
  ]);
  expect({ code, stderr }).toEqual({ code: 0, stderr: `Written: ${to}\n` });
}

/** At the accuracy of the contract: 1e-6, relative to large numbers. */
function near(shown: string | null | undefined, expected: number | null, what: string): void {
  if (expected === null) {
    expect(shown, what).toBe('');
    return;
  }
  expect(shown ?? '', what).not.toBe('');
  expect(Math.abs(Number(shown) - expected), what).toBeLessThanOrEqual(1e-6 * Math.max(1, Math.abs(expected)));
}
