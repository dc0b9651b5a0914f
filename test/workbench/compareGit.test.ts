import { execFileSync } from 'node:child_process';
import { copyFileSync, readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { FrameLocator, Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { fixtures } from '../support/golden.js';
import { explorerContextMenu, runCommand, screenshot, toast, webviewFrame } from '../support/workbenchActions.js';
import { expectGoldenComparison, goldenComparison, readComparison } from './comparePanel.js';
import { valueOf } from './panel.js';
import { workbenchPerTest } from './perTest.js';

/** Names that nothing else in the folder for temporary files bears. */
const NET = 'net-in-git.h5';
const NET_IN_HEAD = 'net-in-git (HEAD).h5';
const MODEL = 'model-in-git.keras';

const here = workbenchPerTest((folder) => {
  const put = (source: string, name: string): void => copyFileSync(source, join(folder, name));
  put('samples/reference-run/epoch-0002.h5', NET);
  put(`${fixtures}/runs/keras3-keras/model.01-2.64.keras`, MODEL);
  put(`${fixtures}/sick/lfs-pointer.h5`, 'large.h5');
  const identity = ['-c', 'user.name=Nobody', '-c', 'user.email=nobody@localhost'];
  for (const args of [
    ['init', '-q'],
    ['add', '.'],
    [...identity, 'commit', '-q', '-m', 'Weights'],
  ]) {
    execFileSync('git', args, { cwd: folder });
  }
  put('samples/reference-run/epoch-0003.h5', NET);
  put(`${fixtures}/runs/keras3-keras/model.06-1.61.keras`, MODEL);
  put('samples/reference-run/epoch-0003.h5', 'large.h5');
  put('samples/reference-run/epoch-0003.h5', 'new.h5');
});

// Without the letters that Git adds to the names in the explorer, by which rows are found.
const settings = { 'git.enabled': true, 'git.decorations.enabled': false, 'git.autofetch': false };

async function unmatched(page: Page): Promise<FrameLocator> {
  const panel = webviewFrame(page);
  await expect.poll(() => valueOf(panel, 'compare-sentence'), { timeout: 60_000 }).toBe('known');
  await panel.getByTestId('compare-match').selectOption('off');
  await panel.getByTestId('compare-notes').filter({ hasText: 'Matching is switched off' }).waitFor({ timeout: 60_000 });
  return panel;
}

async function openView(page: Page, name: string): Promise<void> {
  const tab = page.locator('.activitybar').getByRole('tab', { name: new RegExp(`^${name}`) });
  // The tab of the view that is open closes it.
  if ((await tab.getAttribute('aria-selected')) !== 'true') await tab.click();
}

/** Copies of files that were taken out of Git. */
function spilled(name: string): readonly string[] {
  const folders = readdirSync(tmpdir()).filter((folder) => folder.startsWith('morphoscope-'));
  return folders.filter((folder) => {
    try {
      return readdirSync(join(tmpdir(), folder)).includes(name);
    } catch {
      return false;
    }
  });
}

test('a changed checkpoint is compared with HEAD, and nothing of it stays behind', async () => {
  const page = await here.start({ settings });
  await explorerContextMenu(page, NET, 'Compare with HEAD');
  const panel = await unmatched(page);
  expect(await panel.getByTestId('title').innerText()).toContain(`${NET_IN_HEAD} ↔ ${NET}`);
  await expect
    .poll(async () => Number((await readComparison(panel)).summary['relativeChange']), { timeout: 60_000 })
    .toBeCloseTo(goldenComparison('sample-one-epoch').summary['relativeChange'] ?? NaN, 6);
  expectGoldenComparison(await readComparison(panel), goldenComparison('sample-one-epoch'));
  expect(spilled(NET_IN_HEAD)).toHaveLength(1);
  await screenshot(page, 'compare-with-head');
  await runCommand(page, 'View: Close All Editors');
  await expect.poll(() => spilled(NET_IN_HEAD), { timeout: 30_000 }).toEqual([]);
});

test('from source control, and what Git does not have is said', async () => {
  const page = await here.start({ settings });
  await openView(page, 'Source Control');
  const change = page.locator('.scm-view').getByRole('treeitem', { name: NET }).first();
  await change.waitFor({ timeout: 60_000 });
  const item = page.getByRole('menuitem', { name: 'Compare with HEAD', exact: true });
  await expect
    .poll(
      async () => {
        await change.click({ button: 'right' });
        return item.isVisible();
      },
      { timeout: 60_000 },
    )
    .toBe(true);
  await item.click();
  await unmatched(page);
  await openView(page, 'Explorer');
  await explorerContextMenu(page, 'new.h5', 'Compare with HEAD');
  await toast(page, 'new.h5 is not in HEAD; commit it first.').waitFor();
  await explorerContextMenu(page, 'large.h5', 'Compare with HEAD');
  await webviewFrame(page).getByTestId('compare-notes').filter({ hasText: 'Git LFS pointer' }).waitFor();
});

test('the Git diff of a .keras shows the version of the commit, and leads to the comparison', async () => {
  const page = await here.start({ settings });
  await openView(page, 'Source Control');
  const change = page.locator('.scm-view').getByRole('treeitem', { name: MODEL }).first();
  await change.waitFor({ timeout: 60_000 });
  await change.click();
  const both = page.locator('iframe.webview.ready').filter({ visible: true });
  await expect.poll(() => both.count(), { timeout: 60_000 }).toBe(2);
  const panes = [webviewFrame(page, 0), webviewFrame(page, 1)];
  for (const pane of panes) await pane.getByTestId('title').waitFor({ timeout: 60_000 });
  const titles = await Promise.all(panes.map((pane) => pane.getByTestId('title').innerText()));
  const old = panes[titles.findIndex((title) => title.includes('(Git)'))];
  if (old === undefined) throw new Error(`no version of Git among ${titles.join(', ')}`);
  await screenshot(page, 'git-diff');
  await old.getByTestId('compare').click();
  await old.getByTestId('compare-counterpart').click();
  const comparison = webviewFrame(page);
  await expect.poll(() => valueOf(comparison, 'compare-sentence'), { timeout: 60_000 }).toBe('known');
  expect(await comparison.getByTestId('title').innerText()).toContain(MODEL);
});
