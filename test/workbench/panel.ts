import type { FrameLocator, Locator, Page } from 'playwright-core';
import { expect } from 'vitest';
import type { GoldenCheckpoint } from '../support/golden.js';

/** The numbers a user can read in the panel, in full precision, by the names of the report. */
export interface PanelNumbers {
  readonly epoch: string;
  readonly parameters: number;
  readonly r: number | null;
  readonly layers: readonly Readonly<Record<string, string>>[];
  readonly matrices: readonly Readonly<Record<string, string>>[];
}

/** Opens the three views one after the other and reads what they show. */
export async function readPanel(panel: FrameLocator): Promise<PanelNumbers> {
  await panel.getByRole('tab', { name: 'Metrics' }).click();
  const r = await valueOf(panel, 'inout-r');
  await panel.getByRole('tab', { name: 'Layers' }).click();
  const matrices = await tableOf(panel, 'matrices');
  const layers = (await panel.getByTestId('hidden-layers').count()) > 0 ? await tableOf(panel, 'hidden-layers') : [];
  await panel.getByRole('tab', { name: 'Morphology' }).click();
  return {
    epoch: (await panel.getByTestId('epoch').count()) > 0 ? await valueOf(panel, 'epoch') : '',
    parameters: Number(await valueOf(panel, 'parameters')),
    r: r === '' ? null : Number(r),
    layers,
    matrices,
  };
}

/** The full-precision value behind a shown number. */
export async function valueOf(panel: FrameLocator, id: string): Promise<string> {
  return (await panel.getByTestId(id).first().getAttribute('data-value', { timeout: 30_000 })) ?? '';
}

async function tableOf(panel: FrameLocator, id: string): Promise<Record<string, string>[]> {
  return rowsOf(panel.getByTestId(id));
}

/** A table's rows by the ids of their fields, in full precision. */
export async function rowsOf(table: Locator): Promise<Record<string, string>[]> {
  await table.waitFor();
  return table
    .locator('tbody tr')
    .evaluateAll((rows) =>
      rows.map((row) =>
        Object.fromEntries(
          [...row.querySelectorAll('td')].map((cell) => [cell.dataset['field'] ?? '', cell.dataset['value'] ?? '']),
        ),
      ),
    );
}

/** Compares what the panel shows with an independent report, at the accuracy of the contract. */
export function expectGolden(shown: PanelNumbers, golden: GoldenCheckpoint): void {
  expect(shown.parameters).toBe(golden.parameters);
  if (golden.inOutCorrelation.r === null) expect(shown.r).toBeNull();
  else expect(shown.r).toBeCloseTo(golden.inOutCorrelation.r, 6);
  expect(shown.layers.map(({ name }) => name)).toEqual(golden.layers.map(({ name }) => name));
  golden.layers.forEach((layer, index) => {
    const row = shown.layers[index] ?? {};
    for (const field of ['entropy', 'amplitude', 'channelWidth'] as const) {
      expectNumber(row[field], layer[field], `${layer.name} ${field}`);
    }
    expectNumber(row['accessible'], layer.accessible, `${layer.name} accessible`);
  });
  for (const matrix of golden.matrices) {
    const row = shown.matrices.find(({ name }) => name === matrix.name) ?? {};
    for (const field of ['meanAbs', 'maxAbs', 'zeros', 'nonFinite', 'keptFraction'] as const) {
      expectNumber(row[field], matrix[field], `${matrix.name} ${field}`);
    }
  }
}

function expectNumber(shown: string | undefined, golden: number | null, what: string): void {
  if (golden === null) {
    expect(shown, what).toBe('');
    return;
  }
  expect(shown, what).not.toBe('');
  expect(Math.abs(Number(shown) - golden), what).toBeLessThanOrEqual(1e-6 * Math.max(Math.abs(golden), 1e-9));
}

/**
 * The names of what Tab reaches, one after the other, from the panel's title to its end; each has a visible ring. Elements
 * of a series that goes on the same way may be left out by a smaller `most`.
 */
export async function tabStops(page: Page, panel: FrameLocator, most: number): Promise<readonly string[]> {
  await panel.getByTestId('title').click();
  const names: string[] = [];
  while (names.length < most) {
    await page.keyboard.press('Tab');
    const stop = await panel.locator('html').evaluate((html) => {
      const active = html.ownerDocument.activeElement;
      if (!(active instanceof HTMLElement) || active === html.ownerDocument.body || !html.ownerDocument.hasFocus()) {
        return null;
      }
      const label = (active as Partial<HTMLInputElement>).labels?.[0]?.firstChild?.textContent;
      const { outlineStyle, outlineWidth } = getComputedStyle(active);
      const isRinged = outlineStyle !== 'none' && parseFloat(outlineWidth) > 0;
      const name = active.getAttribute('aria-label') ?? label ?? active.innerText.trim();
      return isRinged ? name : `${name} (no ring)`;
    });
    if (stop === null) break;
    names.push(stop);
  }
  return names;
}
