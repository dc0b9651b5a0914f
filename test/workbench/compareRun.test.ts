import { copyFileSync, mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { FrameLocator } from 'playwright-core';
import { expect, test } from 'vitest';
import { fixtures } from '../support/golden.js';
import { answerDialog, explorerContextMenu, toast } from '../support/workbenchActions.js';
import { compared, expectGoldenComparison, goldenComparison, putRuns, readComparison } from './comparePanel.js';
import { openOffline } from './offlinePage.js';
import { valueOf } from './panel.js';
import { workbenchPerFile } from './perFile.js';
import { trainedByCli } from './training.js';

/** Of `test/fixtures/make/growth.py`: numpy and h5py, nothing of ours. */
interface Growth {
  readonly arguments: readonly string[];
  readonly pairs: readonly {
    readonly from: number;
    readonly to: number;
    readonly baseline: number;
    readonly predictions: Readonly<Record<string, { readonly spearman: number; readonly spearmanLive: number }>>;
  }[];
}

const growth = JSON.parse(readFileSync(join(fixtures, 'training/growth.json'), 'utf8')) as Growth;
const here = workbenchPerFile(async (folder) => {
  putRuns(folder);
  copyFileSync(join(fixtures, 'training/growth.npy'), join(folder, 'growth.npy'));
  await trainedByCli(join(folder, 'trained'), '--dataset', join(folder, 'growth.npy'), ...growth.arguments);
});

async function compare(...paths: readonly string[]): Promise<void> {
  await explorerContextMenu(here.page, paths, 'Compare checkpoints');
}

/** Waits until the growth of this pair is shown, and compares it with numpy's. */
async function expectGrowth(panel: FrameLocator, from: number, to: number): Promise<void> {
  const known = growth.pairs.find((pair) => pair.from === from && pair.to === to);
  if (known === undefined) throw new Error(`no golden growth from epoch ${from} to ${to}`);
  for (const kind of ['gradient', 'adam', 'equation3']) {
    await panel.getByTestId(`growth-${kind}-spearman`).waitFor({ timeout: 60_000 });
    const shown = async (name: string): Promise<number> => Number(await valueOf(panel, `growth-${kind}-${name}`));
    expect(await shown('spearman'), kind).toBeCloseTo(known.predictions[kind]?.spearman ?? NaN, 9);
    expect(await shown('spearmanLive'), kind).toBeCloseTo(known.predictions[kind]?.spearmanLive ?? NaN, 9);
    expect(await shown('baseline'), kind).toBeCloseTo(known.baseline, 9);
  }
}

test('two epochs of a trained run: predicted and actual growth are those of numpy', async () => {
  await compare('trained/epoch-0001.h5', 'trained/epoch-0002.h5');
  const panel = await compared(here.page, '1', '2');
  await expectGrowth(panel, 1, 2);
  // The other way round nothing is predicted, and another pair is predicted anew.
  await panel.getByTestId('compare-swap').click();
  await compared(here.page, '2', '1');
  await panel.getByTestId('growth-card').filter({ hasText: 'is not a later epoch than' }).waitFor({ timeout: 60_000 });
  await panel.getByTestId('timeline-handle-a').press('Home');
  await compared(here.page, '0', '1');
  await expectGrowth(panel, 0, 1);
});

test('the timeline of one run: its two handles choose the epochs compared, by keys and by dragging', async () => {
  await compare('reference-run/epoch-0002.h5', 'reference-run/epoch-0003.h5');
  const panel = await compared(here.page, '2', '3');
  const timeline = panel.getByTestId('timeline');
  await expect.poll(() => timeline.getAttribute('data-measured'), { timeout: 60_000 }).toBe('21');
  const [a, b] = [panel.getByTestId('timeline-handle-a'), panel.getByTestId('timeline-handle-b')];
  expect([await a.getAttribute('aria-valuetext'), await b.getAttribute('aria-valuetext')]).toEqual([
    'epoch 2',
    'epoch 3',
  ]);
  await a.press('ArrowLeft');
  await b.press('End');
  await compared(here.page, '1', '350');
  // To the left end of the map, with the pointer.
  await a.hover();
  const [grip, map] = [await a.boundingBox(), await timeline.locator('canvas').first().boundingBox()];
  if (grip === null || map === null) throw new Error('no timeline in sight');
  await here.page.mouse.down();
  await here.page.mouse.move(map.x + 2, grip.y + grip.height / 2, { steps: 5 });
  await here.page.mouse.up();
  await compared(here.page, '0', '350');
  expect(await a.getAttribute('aria-valuetext')).toBe('epoch 0');
  expectGoldenComparison(await readComparison(panel), goldenComparison('sample-start-to-end'));
});

test('the timeline of two runs: each has a handle on its own epochs', async () => {
  await compare('one', 'two');
  const panel = await compared(here.page, '5', '6');
  await panel.getByTestId('compare-match').selectOption('off');
  await panel.getByTestId('compare-notes').filter({ hasText: 'Matching is switched off' }).waitFor();
  await panel.getByTestId('timeline').getByRole('heading', { name: 'b: two' }).waitFor();
  await panel.getByTestId('timeline-handle-a').press('Home');
  await compared(here.page, '1', '6');
  await panel.getByTestId('timeline-handle-b').press('ArrowLeft');
  const b = await panel.getByTestId('timeline-handle-b').getAttribute('aria-valuetext');
  await compared(here.page, '1', b?.replace('epoch ', '') ?? '');
  await panel.getByTestId('timeline-handle-b').press('End');
  await panel.getByTestId('timeline-handle-a').press('End');
  await compared(here.page, '5', '6');
  expectGoldenComparison(await readComparison(panel), goldenComparison('two-runs'));
});

/** Exports the comparison on show from the panel's own menu. */
async function exported(panel: FrameLocator, kind: string, dialog: string, path: string): Promise<void> {
  await panel.getByTestId('export').click();
  await panel.getByTestId(`export-${kind}`).click();
  await answerDialog(here.page, dialog, path);
}

test('tables and drawings are exported whole from the panel', async () => {
  await compare('reference-run/epoch-0002.h5', 'reference-run/epoch-0003.h5');
  const panel = await compared(here.page, '2', '3');
  const golden = goldenComparison('sample-one-epoch');

  const tables = join(here.folder, 'tables');
  rmSync(tables, { recursive: true, force: true });
  mkdirSync(tables);
  await exported(panel, 'csv', 'Export CSV tables into', tables);
  await toast(here.page, 'The tables are in').waitFor();
  const [inside = ''] = readdirSync(tables);
  const matrices = rowsOf(readFileSync(join(tables, inside, 'matrices.csv'), 'utf8'));
  expect(matrices.map(({ name }) => name)).toEqual(golden.matrices.map(({ name }) => name));
  matrices.forEach(({ relativeChange }, at) =>
    expect(Number(relativeChange)).toBeCloseTo(Number(golden.matrices[at]?.['relativeChange']), 6),
  );
  expect(rowsOf(readFileSync(join(tables, inside, 'layers.csv'), 'utf8'))).toHaveLength(golden.layers.length);

  const [svg, png] = [join(here.folder, 'drawn.svg'), join(here.folder, 'drawn.png')];
  for (const [kind, path] of [
    ['svg', svg],
    ['png', png],
  ] as const) {
    rmSync(path, { force: true });
    await exported(panel, kind, 'Export report', path);
    await toast(here.page, `Saved drawn.${kind}`).waitFor();
  }
  const drawn = await openOffline(svg);
  try {
    const [texts, circles, width] = await drawn.page.evaluate(() => [
      [...document.querySelectorAll('text')].map(({ textContent }) => textContent),
      document.querySelectorAll('circle').length,
      document.documentElement.getAttribute('width'),
    ]);
    expect(texts).toEqual(
      expect.arrayContaining(['epoch 2', 'epoch 3', 'the change from epoch 2 to epoch 3', 'hidden_10']),
    );
    // 10 inputs, ten layers of ten nodes and an output, three times.
    expect(circles).toBe(3 * 111);
    await drawn.page.goto(pathToFileURL(png).href);
    const image = await drawn.page.locator('img').evaluate(async (shown: HTMLImageElement) => {
      await shown.decode();
      return shown.naturalWidth;
    });
    expect(image).toBe(Math.round(3 * Number(width)));
    expect(drawn.complaints).toEqual([]);
  } finally {
    await drawn.close();
  }
});

/** Rows of a table by the names of its columns; no cell of these holds a comma. */
function rowsOf(csv: string): readonly Readonly<Record<string, string>>[] {
  const [columns = [], ...rows] = csv
    .trim()
    .split(/\r?\n/)
    .map((line) => line.split(','));
  return rows.map((row) => Object.fromEntries(columns.map((column, at) => [column, row[at] ?? ''])));
}
