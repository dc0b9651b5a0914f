/** What a user does to reproduce figures of the paper, and what comes of it. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { FrameLocator, Page } from 'playwright-core';
import { expect } from 'vitest';
import type { FigureDocument } from '../../src/protocol/figure.js';
import { chooseRow, quickInput, runCommand, writeInput } from '../support/workbenchActions.js';
import { rowsOf, valueOf } from './panel.js';

export const TITLE = 'Reproduce paper figure';

/** Opens the dialog and chooses these figures, none beside them, then these data sets where figures need any. */
export async function chooseFigures(
  page: Page,
  figures: readonly string[],
  datasets: readonly string[],
): Promise<void> {
  await runCommand(page, `Morphoscope: ${TITLE}`);
  await chooseOnly(
    page,
    1,
    figures.map((id) => new RegExp(`^\\s*${id} `)),
  );
  if (datasets.length > 0) await chooseOnly(page, 2, datasets);
  await quickInput(page, TITLE).getByText('What the paper leaves open').waitFor();
}

/** Ticks these rows of a question and no other, and goes on. */
async function chooseOnly(page: Page, step: number, rows: readonly (string | RegExp)[]): Promise<void> {
  const title = new RegExp(`${TITLE} \\(${step}/`);
  const list = quickInput(page, title);
  const all = list.getByRole('checkbox', { name: 'Toggle all checkboxes' });
  await list.locator('.quick-input-list .monaco-list-row').first().waitFor();
  const ticked = list.locator('.monaco-list-row[aria-checked="true"]');
  // Where some are ticked it ticks all, and then none.
  await expect
    .poll(
      async () => {
        const before = await ticked.count();
        if (before > 0) await all.click();
        return before;
      },
      { interval: 300, timeout: 20_000 },
    )
    .toBe(0);
  for (const row of rows) await chooseRow(page, title, row);
  await list.getByText(`${rows.length} Selected`).waitFor();
  await list.getByRole('button', { name: 'OK', exact: true }).click();
}

/** Changes settings from the last question on, and returns to it. */
export async function changeSettings(
  page: Page,
  settings: Readonly<Partial<Record<'Networks' | 'Seed', string>>>,
): Promise<void> {
  await chooseRow(page, TITLE, 'Change settings');
  for (const [setting, value] of Object.entries(settings)) {
    await chooseRow(page, `${TITLE}: Settings`, new RegExp(`^\\s*${setting}`));
    await writeInput(page, `${TITLE}: ${setting}`, value);
  }
  await chooseRow(page, `${TITLE}: Settings`, 'Done');
}

/** The answer to the last question, and to the one whether it may take as long as a busy machine says. */
export async function pressReproduce(page: Page): Promise<void> {
  await chooseRow(page, TITLE, /^\s*Reproduce/);
  const begin = quickInput(page, `${TITLE}: Time`).locator('.monaco-list-row').filter({ hasText: 'Begin' });
  const panel = page.locator('iframe.webview.ready').filter({ visible: true });
  const refused = quickInput(page, TITLE).getByText('Cannot begin');
  await begin.or(panel).or(refused).first().waitFor({ timeout: 60_000 });
  if (await begin.isVisible()) await begin.click();
}

/** Waits until the panel says so. */
export async function untilReproduction(panel: FrameLocator, status: string): Promise<void> {
  await expect.poll(() => valueOf(panel, 'figures-status'), { timeout: 240_000 }).toBe(status);
}

/**
 * Looks at the number of networks that the panel says are there, at every change from now on.
 * @returns gives all of them, as soon as the number of networks in all was known
 */
export async function watchNetworks(panel: FrameLocator): Promise<() => Promise<readonly number[]>> {
  const watched = await panel.getByTestId('networks-done').evaluateHandle((element) => {
    const counts: number[] = [];
    new MutationObserver(() => {
      if (element.dataset['total'] !== '0') counts.push(Number(element.dataset['value']));
    }).observe(element, { attributes: true });
    return counts;
  });
  return () => watched.jsonValue();
}

/** A figure as its folder holds it. */
export function writtenFigure(folder: string, id: string): FigureDocument {
  return JSON.parse(readFileSync(join(folder, `figure-${id}.json`), 'utf8')) as FigureDocument;
}

/** The verdict, the words and every statistic in the panel are those of the document. */
export async function expectFigure(panel: FrameLocator, document: FigureDocument): Promise<void> {
  const { figure, verdict, why, statistics, readings = [] } = document;
  const others = readings.flatMap((reading) =>
    reading.statistics.map((one) => ({
      ...one,
      name: `${one.name}, with ${reading.choice} (alone: ${reading.verdict})`,
    })),
  );
  await expect.poll(() => valueOf(panel, `verdict-${figure}`)).toBe(verdict ?? 'no verdict');
  expect(plain(await panel.getByTestId(`why-${figure}`).innerText())).toBe(plain(why));
  const text = (value: number | null | undefined): string => String(value ?? '');
  expect(await rowsOf(panel.getByTestId(`statistics-${figure}`))).toEqual(
    [...statistics, ...others].map(({ name, value, null: none, interval, p, n }) => ({
      name,
      value: text(value),
      null: text(none?.mean),
      interval: interval === null ? '' : `${interval.low} ${interval.high}`,
      p: text(p),
      n: text(n),
    })),
  );
}

/** As the page may set a sentence in type: a capital in front, minus signs, numbers and units kept on one line. */
function plain(sentence: string): string {
  return sentence.replaceAll('\u00a0', ' ').replaceAll('\u2212', '-').toLowerCase();
}
