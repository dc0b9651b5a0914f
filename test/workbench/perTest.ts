import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterEach } from 'vitest';
import { openWorkbench, type Workbench, type WorkbenchOptions } from '../support/workbench.js';
import { notifications, screenshot } from '../support/workbenchActions.js';

interface StartOptions extends Omit<WorkbenchOptions, 'folder'> {
  readonly fill?: (folder: string) => Promise<unknown>;
}

/** A workbench for one test at a time, on a folder of its own; both end with the test. */
export interface WorkbenchPerTest {
  /** Absolute path of the folder that is open. */
  readonly folder: string;
  readonly workbench: Workbench;
  /** @param options fill: puts more into the folder, before the workbench is opened on it */
  start(options?: StartOptions): Promise<Page>;
}

/** @param fill puts into the new folder what the tests of the file need */
export function workbenchPerTest(fill: (folder: string) => void): WorkbenchPerTest {
  let folder = '';
  let workbench: Workbench | undefined;

  afterEach(async ({ task }) => {
    // What a machine nobody looks at showed when it failed.
    if (task.result?.state === 'fail' && workbench) {
      await screenshot(workbench.page, `failed ${task.name}`);
      console.error('notifications:', await notifications(workbench.page).catch(String));
    }
    await workbench?.close();
    workbench = undefined;
    rmSync(folder, { recursive: true, force: true });
  });

  return {
    get folder() {
      return folder;
    },
    get workbench() {
      if (workbench === undefined) throw new Error('No workbench was started.');
      return workbench;
    },
    async start({ fill: fillMore, ...options } = {}) {
      folder = mkdtempSync(join(tmpdir(), 'workbench-'));
      fill(folder);
      await fillMore?.(folder);
      workbench = await openWorkbench({ folder, viewport: { width: 1600, height: 1000 }, ...options });
      return workbench.page;
    },
  };
}
