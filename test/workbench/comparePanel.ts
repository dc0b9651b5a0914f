import { copyFileSync, cpSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { FrameLocator, Page } from 'playwright-core';
import { expect } from 'vitest';
import { fixtures } from '../support/golden.js';
import { webviewFrame } from '../support/workbenchActions.js';
import { rowsOf, valueOf } from './panel.js';

type Row = Readonly<Record<string, string>>;

/** The numbers a user can read in a comparison, in full precision, by the names of the document. */
export interface ComparisonNumbers {
  readonly summary: Row;
  readonly matrices: readonly Row[];
  readonly layers: readonly Row[];
}

interface GoldenRow {
  readonly name: string;
  readonly [field: string]: unknown;
}

/** Numbers of `test/fixtures/make/comparison.py`: numpy and h5py, nothing of ours. */
export interface GoldenComparison {
  readonly summary: Readonly<Record<string, number | null>>;
  readonly matrices: readonly GoldenRow[];
  readonly layers: readonly GoldenRow[];
}

export function goldenComparison(name: string): GoldenComparison {
  const path = join(fixtures, 'golden-comparisons', `${name}.json`);
  return (JSON.parse(readFileSync(path, 'utf8')) as { readonly comparison: GoldenComparison }).comparison;
}

/** Puts three runs into a folder: `reference-run`, and two of one architecture, `one` and `two`. */
export function putRuns(folder: string): void {
  cpSync('samples/reference-run', join(folder, 'reference-run'), { recursive: true });
  mkdirSync(join(folder, 'one'));
  for (const epoch of [1, 3, 5]) {
    copyFileSync(`${fixtures}/runs/keras2-h5/epoch-000${epoch}.h5`, join(folder, 'one', `step-${epoch}.h5`));
  }
  cpSync(`${fixtures}/runs/keras3-keras`, join(folder, 'two'), { recursive: true });
}

/** Waits until these two epochs are compared. */
export async function compared(page: Page, a: string, b: string): Promise<FrameLocator> {
  const panel = webviewFrame(page);
  await panel.getByTestId('compare-sentence').waitFor({ timeout: 60_000 });
  await expect
    .poll(async () => [await epochsOf(panel), await valueOf(panel, 'compare-sentence')], { timeout: 60_000 })
    .toEqual([[a, b], 'known']);
  return panel;
}

async function epochsOf(panel: FrameLocator): Promise<readonly [string, string]> {
  return [await valueOf(panel, 'epoch-a'), await valueOf(panel, 'epoch-b')];
}

export async function readComparison(panel: FrameLocator): Promise<ComparisonNumbers> {
  const [summary = {}, ...matrices] = await rowsOf(panel.getByTestId('compare-matrices'));
  // The first row is their mean.
  const [, ...layers] = await rowsOf(panel.getByTestId('compare-layers'));
  return { summary, matrices, layers };
}

/** Compares what the panel shows with the independent numbers, at the accuracy of the contract. */
export function expectGoldenComparison(shown: ComparisonNumbers, golden: GoldenComparison): void {
  const expected = {
    summary: golden.summary,
    matrices: golden.matrices.map(numbersIn),
    layers: golden.layers.map(numbersIn),
  };
  expectRow(shown.summary, expected.summary, 'all matrices');
  expect(shown.matrices.map(({ name }) => name)).toEqual(golden.matrices.map(({ name }) => name));
  expect(shown.layers.map(({ name }) => name)).toEqual(golden.layers.map(({ name }) => name));
  expected.matrices.forEach((row, at) => expectRow(shown.matrices[at], row, golden.matrices[at]?.name));
  expected.layers.forEach((row, at) => expectRow(shown.layers[at], row, golden.layers[at]?.name));
}

function numbersIn(row: GoldenRow): Readonly<Record<string, number | null>> {
  const entries = Object.entries(row).filter((entry): entry is [string, number] => typeof entry[1] === 'number');
  return Object.fromEntries(entries);
}

function expectRow(shown: Row | undefined, golden: Readonly<Record<string, number | null>>, what = ''): void {
  expect(Object.keys(golden).length).toBeGreaterThan(0);
  for (const [field, value] of Object.entries(golden)) {
    const text = shown?.[field];
    const place = `${what} ${field}`;
    if (value === null) expect(text, place).toBe('');
    else {
      expect(text, place).not.toBe('');
      expect(Math.abs(Number(text) - value), place).toBeLessThanOrEqual(1e-6 * Math.max(1, Math.abs(value)));
    }
  }
}
