import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll } from 'vitest';
import { openWorkbench, type Workbench } from '../support/workbench.js';
import { runCommand, screenshot } from '../support/workbenchActions.js';

/** One workbench for all tests of a file, whose editors close after each; it ends with them. */
export interface WorkbenchPerFile {
  /** Absolute path of the folder that is open. */
  readonly folder: string;
  readonly page: Page;
}

/** @param fill puts into the new folder what the tests of the file need */
export function workbenchPerFile(fill: (folder: string) => void | Promise<void>): WorkbenchPerFile {
  let folder = '';
  let workbench: Workbench;

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'workbench-'));
    await fill(folder);
    workbench = await openWorkbench({ folder, viewport: { width: 1600, height: 1000 } });
  });
  afterAll(async () => {
    await workbench.close();
    rmSync(folder, { recursive: true });
  });
  afterEach(async ({ task }) => {
    const { page } = workbench;
    if (task.result?.state === 'fail') await screenshot(page, `failed ${task.name}`);
    await page.keyboard.press('Escape');
    await runCommand(page, 'View: Close All Editors');
    await page.locator('iframe.webview').first().waitFor({ state: 'detached' });
    // Files of the same name in two open folders could not be told apart.
    await runCommand(page, 'Collapse Folders in Explorer');
  });

  return {
    get folder() {
      return folder;
    },
    get page() {
      return workbench.page;
    },
  };
}
