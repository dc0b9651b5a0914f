import { cpSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { explorerContextMenu, resizePanel, screenshot } from '../support/workbenchActions.js';
import { compared, expectGoldenComparison, goldenComparison, readComparison } from './comparePanel.js';
import { workbenchPerTest } from './perTest.js';

const here = workbenchPerTest((folder) => {
  cpSync('samples/reference-run', join(folder, 'reference-run'), { recursive: true });
});

const pair = ['reference-run/epoch-0002.h5', 'reference-run/epoch-0003.h5'];

test('in a restricted folder checkpoints are compared all the same', async () => {
  const page = await here.start({ restricted: true });
  await page.getByText('Restricted Mode').first().waitFor();
  await explorerContextMenu(page, pair, 'Compare checkpoints');
  const panel = await compared(page, '2', '3');
  expectGoldenComparison(await readComparison(panel), goldenComparison('sample-one-epoch'));
});

test('a comparison is fit to show in light, dark and high contrast, and 500 pixels narrow', async () => {
  const page = await here.start({ viewport: { width: 1600, height: 2600 } });
  await explorerContextMenu(page, pair, 'Compare checkpoints');
  const panel = await compared(page, '2', '3');
  await panel.getByTestId('activity').waitFor({ state: 'detached', timeout: 60_000 });
  for (const theme of ['light', 'dark', 'highContrastLight', 'highContrast'] as const) {
    await here.workbench.setTheme(theme);
    await screenshot(page, `compare-${theme}`);
  }
  await resizePanel(page, 500, 2600);
  // Nothing scrolls sideways.
  const overflow = await panel.locator('html').evaluate((html) => html.scrollWidth - html.clientWidth);
  expect(overflow).toBeLessThanOrEqual(0);
  await screenshot(page, 'compare-narrow');
});
