/** One figure of a reproduction, exported from its panel in every kind, and read as others would read it. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import type { FrameLocator, Page } from 'playwright-core';
import { expect } from 'vitest';
import type { FigureDocument } from '../../src/protocol/figure.js';
import { answerDialog, runCommand, toast } from '../support/workbenchActions.js';
import { openOffline } from './offlinePage.js';

/** The button of the figure's card, then the file dialog. @returns the absolute path of what was written */
async function exported(
  page: Page,
  panel: FrameLocator,
  { figure, kind, folder }: { readonly figure: string; readonly kind: 'csv' | 'html' | 'json' | 'svg'; folder: string },
): Promise<string> {
  await panel.getByTestId(`export-${figure}-${kind}`).click();
  const name = `figure-${figure}`;
  const file = kind === 'csv' ? join(folder, name) : join(folder, `exported.${kind}`);
  if (kind === 'csv') await answerDialog(page, 'Export CSV tables into', folder);
  else await answerDialog(page, 'Export report', file);
  await toast(page, kind === 'csv' ? `The tables are in ${file}.` : `Saved exported.${kind}`).waitFor();
  return file;
}

/**
 * Exports a figure as JSON, SVG, CSV and HTML; each holds the numbers of its document.
 * @param results absolute path of the folder that holds the document
 * @param folder absolute path of the folder that takes the exports
 */
export async function expectExports(
  page: Page,
  panel: FrameLocator,
  { results, folder, document }: { readonly results: string; readonly folder: string; document: FigureDocument },
): Promise<void> {
  const { figure } = document;
  const kept = (kind: string): string => readFileSync(join(results, `figure-${figure}.${kind}`), 'utf8');
  for (const kind of ['json', 'svg'] as const) {
    const file = await exported(page, panel, { figure, kind, folder });
    expect(readFileSync(file, 'utf8')).toBe(kept(kind));
  }
  expectTables(await exported(page, panel, { figure, kind: 'csv', folder }), document);
  await expectPage(await exported(page, panel, { figure, kind: 'html', folder }), document);
  await runCommand(page, 'Notifications: Clear All Notifications');
}

/** Every statistic in full, and each bar and each point of its charts. */
function expectTables(folder: string, { statistics, data }: FigureDocument): void {
  const read = (name: string) =>
    parse<Record<string, string>>(readFileSync(join(folder, name), 'utf8'), { columns: true });
  const text = (value: number | null | undefined): string => String(value ?? '');
  expect(read('statistics.csv')).toEqual(
    statistics.map(({ name, value, p, n, null: none, interval }) => ({
      name,
      value: text(value),
      p: text(p),
      n: text(n),
      null: none?.name ?? '',
      nullMean: text(none?.mean),
      nullSd: text(none?.sd),
      intervalLow: text(interval?.low),
      intervalHigh: text(interval?.high),
    })),
  );
  for (const [at, picture] of data.pictures.entries()) {
    if (picture.kind !== 'chart') continue;
    const drawn = picture.series.flatMap((series) => {
      if (series.kind === 'bars') return series.heights;
      return series.kind === 'line' || series.kind === 'points' ? series.y : [];
    });
    expect(read(`picture-${at + 1}.csv`).map(({ y }) => y)).toEqual(drawn.map(text));
  }
}

/** Opens by itself, asks nobody for anything, and shows the pictures and, to four digits, the numbers. */
async function expectPage(
  file: string,
  { statistics, readings = [], verdict, why, data }: FigureDocument,
): Promise<void> {
  const opened = await openOffline(file);
  const { page, complaints } = opened;
  try {
    await page.getByText(`Verdict: ${verdict ?? 'none'}. ${why}`).waitFor();
    expect(await page.locator('figure > svg').count()).toBe(data.pictures.length);
    const rows = page.locator('table').first().locator('tbody tr');
    const cells = await rows.evaluateAll((all) => {
      return all.map((row) => [...row.querySelectorAll('td')].map((cell) => cell.innerText));
    });
    const others = readings.flatMap((reading) => reading.statistics);
    const names = cells.map(([name]) => name);
    expect(names.slice(0, statistics.length)).toEqual(statistics.map(({ name }) => name));
    for (const { choice } of readings) expect(names.some((name) => name?.includes(`, with ${choice} (`))).toBe(true);
    expect(names).toHaveLength(statistics.length + others.length);
    [...statistics, ...others].forEach(({ value, n }, at) => {
      if (value !== null) expect(Number(cells[at]?.[1])).toBe(Number(value.toPrecision(4)));
      if (n !== null) expect(cells[at]?.at(-1)).toBe(String(n));
    });
    expect(complaints).toEqual([]);
  } finally {
    await opened.close();
  }
}
