/** What a user does in the workbench, by the names a user sees. Selectors that VS Code may change live only here. */
import { mkdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { FrameLocator, Locator, Page } from 'playwright-core';
import { expect } from 'vitest';

const results = fileURLToPath(new URL('../../test-results/screenshots/', import.meta.url));

/** The explorer's row of a path relative to the opened folder ("runs/a/epoch-1.h5"); its folders get expanded. */
export async function explorerItem(page: Page, path: string): Promise<Locator> {
  const names = path.split('/');
  let row = page.locator('never');
  for (const [depth, name] of names.entries()) {
    row = page.locator('.explorer-folders-view').getByRole('treeitem', { name, exact: true, level: depth + 1 });
    await untilListed(page, row);
    const isParent = depth < names.length - 1;
    if (isParent && (await row.getAttribute('aria-expanded')) === 'false') await row.click();
  }
  return row;
}

/** VS Code tells the explorer nothing of a file made before its file watcher is up, which may be long after its window is. */
async function untilListed(page: Page, row: Locator): Promise<void> {
  for (let attempt = 0; attempt < 5; attempt++) {
    if (await appears(row, 10_000)) return;
    await runCommand(page, 'File: Refresh Explorer');
  }
  await row.waitFor();
}

/** Right-clicks a row of the explorer, or several selected ones, and chooses an item of the menu. */
export async function explorerContextMenu(page: Page, paths: string | readonly string[], item: string): Promise<void> {
  const rows: Locator[] = [];
  for (const path of typeof paths === 'string' ? [paths] : paths) rows.push(await explorerItem(page, path));
  const last = rows.at(-1);
  if (!last) throw new Error('explorerContextMenu needs at least one path.');
  const entry = page.getByRole('menuitem', { name: item, exact: true });
  // A menu is filled when it opens; one opened before the extension's `when` keys are known lacks the item for good. A
  // selection may be lost to an explorer that reads its folder again.
  for (let attempt = 0; attempt < 20; attempt++) {
    if (rows.length > 1) {
      for (const [index, row] of rows.entries()) await row.click(index === 0 ? {} : { modifiers: ['ControlOrMeta'] });
    }
    await last.click({ button: 'right' });
    if (await appears(entry, 1_500)) return clickUntilGone(entry);
    await page.keyboard.press('Escape');
  }
  throw new Error(`The menu of ${String(paths)} has no "${item}".`);
}

/** Runs a command of the palette by its full name, for example "Morphoscope: Export report". */
export async function runCommand(page: Page, title: string): Promise<void> {
  const row = page.locator('.quick-input-list .monaco-list-row').filter({ hasText: title }).first();
  for (let attempt = 0; attempt < 10; attempt++) {
    await page.keyboard.press('F1');
    await page.locator('.quick-input-widget input').fill(`>${title}`);
    if (await appears(row, 3_000)) return row.click();
    await page.keyboard.press('Escape');
  }
  throw new Error(`The command palette has no "${title}".`);
}

/** The document inside a visible webview: the panel opened last, or the one numbered from 0 in order of opening. */
export function webviewFrame(page: Page, index = -1): FrameLocator {
  const visible = page.locator('iframe.webview.ready').filter({ visible: true });
  return visible.nth(index).contentFrame().frameLocator('#active-frame');
}

/** The toast that contains a text; wait for it or click its buttons. */
export function toast(page: Page, text: string | RegExp): Locator {
  return page.locator('.notification-toast').filter({ hasText: text });
}

/** The text of every notification not yet cleared, newest first, also of those whose toast has gone. */
export async function notifications(page: Page): Promise<string[]> {
  const centre = page.locator('.notifications-center');
  await runCommand(page, 'Notifications: Show Notifications');
  await centre.waitFor({ state: 'visible' });
  const texts = await centre.locator('.notification-list-item-message').allInnerTexts();
  await runCommand(page, 'Notifications: Hide Notifications');
  await centre.waitFor({ state: 'hidden' });
  return texts;
}

/** Types a path into VS Code's own file dialog. */
export async function answerDialog(page: Page, title: string, path: string): Promise<void> {
  const dialog = quickInput(page, title);
  const input = dialog.locator('input');
  await dialog.waitFor();
  // The dialog lists the folder while one types; an Enter before it is done only completes the text, or is dropped.
  await expect
    .poll(
      async () => {
        if (await dialog.isHidden()) return 'closed';
        if ((await input.inputValue({ timeout: 1000 })) === path) await input.press('Enter', { timeout: 1000 });
        else await input.fill(path, { timeout: 1000 });
        return 'open';
      },
      { timeout: 60_000, interval: 1000 },
    )
    .toBe('closed');
}

/** Chooses a row of the list that VS Code shows now, whose title contains a text. */
export async function chooseRow(page: Page, title: string | RegExp, label: string | RegExp): Promise<void> {
  const list = quickInput(page, title);
  await list.locator('.quick-input-list .monaco-list-row').filter({ hasText: label }).first().click();
}

/** Writes into the input box that VS Code shows now. */
export async function writeInput(page: Page, title: string | RegExp, text: string): Promise<void> {
  const dialog = quickInput(page, title);
  const input = dialog.locator('input');
  await input.fill(text);
  await input.press('Enter');
}

/** The list or input box that is open, by its title. */
export function quickInput(page: Page, title: string | RegExp): Locator {
  return page.locator('.quick-input-widget').filter({ has: page.locator('.quick-input-title', { hasText: title }) });
}

/** Gives the panel an exact width, as when it stands beside an editor; the window follows, the side bar is closed. */
export async function resizePanel(page: Page, width: number, height = 800): Promise<void> {
  const sideBar = page.locator('.part.sidebar');
  if (await sideBar.isVisible()) await runCommand(page, 'View: Toggle Primary Side Bar Visibility');
  await sideBar.waitFor({ state: 'hidden' });
  const panel = page.locator('iframe.webview.ready').filter({ visible: true }).last();
  // Twice, because editor groups have a least width and shares of the window, so the first step may not hit.
  for (let step = 0; step < 2; step++) {
    const [box, window] = [await panel.boundingBox(), page.viewportSize()];
    if (!box || !window) throw new Error('There is no panel to resize.');
    await page.setViewportSize({ width: Math.round(window.width + width - box.width), height });
    await page.waitForTimeout(300);
  }
}

/** The text of the output view, for example after "Show log" was chosen. */
export async function outputText(page: Page): Promise<string> {
  const lines = page.locator('.part.panel .view-lines');
  await lines.waitFor();
  // Monaco draws blanks as no-break spaces.
  return (await lines.innerText()).replaceAll('\u00a0', ' ');
}

/** Saves what is seen as `test-results/screenshots/NAME.png`, which git ignores, and returns that path. */
export async function screenshot(page: Page, name: string): Promise<string> {
  const path = join(results, `${name}.png`);
  await mkdir(dirname(path), { recursive: true });
  await page.screenshot({ path });
  return path;
}

/** VS Code drops clicks on a menu for a moment after it opened, so that the click that opened it chooses nothing. */
async function clickUntilGone(entry: Locator): Promise<void> {
  for (let attempt = 0; attempt < 10; attempt++) {
    await entry.click();
    if (
      await entry.waitFor({ state: 'hidden', timeout: 500 }).then(
        () => true,
        () => false,
      )
    )
      return;
  }
  throw new Error('The menu stayed open after its item was clicked.');
}

async function appears(locator: Locator, timeout: number): Promise<boolean> {
  return locator.waitFor({ timeout }).then(
    () => true,
    () => false,
  );
}

/** By the command, because a browser's own reload does not wait for the workbench to store its state. */
export async function reloadWindow(page: Page): Promise<void> {
  await runCommand(page, 'Developer: Reload Window');
  await page.locator('iframe.webview').first().waitFor({ state: 'detached' });
}
