/** A real VS Code with the packed extension installed, in a real browser; nothing of it outlives `close()`. */
import { inject } from 'vitest';
import type { BrowserContext, Page } from 'playwright-core';
import { launchBrowser } from '../../scripts/chromium.mjs';
import { startCodeServer } from '../../scripts/codeServer.mjs';
import { runCommand } from './workbenchActions.js';

/** The setting's value, the label in the theme picker, and the class that the workbench then wears. */
const themes = {
  light: { id: 'Light Modern', label: 'Light Modern', worn: 'vs' },
  dark: { id: 'Dark Modern', label: 'Dark Modern', worn: 'vs-dark' },
  highContrast: { id: 'Default High Contrast', label: 'Dark High Contrast', worn: 'hc-black' },
  highContrastLight: { id: 'Default High Contrast Light', label: 'Light High Contrast', worn: 'hc-light' },
} as const;

export type ThemeName = keyof typeof themes;

export interface WorkbenchOptions {
  /** Absolute path of the folder to open. */
  folder: string;
  theme?: ThemeName;
  viewport?: { width: number; height: number };
  /** Opens the folder untrusted, as a stranger's repository is. */
  restricted?: boolean;
  /** User settings on top of the quiet ones, for example `{ 'git.enabled': true }`. */
  settings?: Record<string, unknown>;
  /** Settings of scope "machine", which VS Code does not take from the user's settings behind a server. */
  machineSettings?: Record<string, unknown>;
  /** Default: the one that `workbenchSetup.ts` installed the packed extension into. */
  extensionsDir?: string;
}

export interface Workbench {
  page: Page;
  context: BrowserContext;
  /** Live, as open panels must follow it. */
  setTheme(theme: ThemeName): Promise<void>;
  /** Merges into the user settings and reloads, since the workbench does not watch them. */
  setSettings(settings: Record<string, unknown>): Promise<void>;
  close(): Promise<void>;
}

/** Starts server and browser and resolves when the explorer shows the folder's files. */
export async function openWorkbench(options: WorkbenchOptions): Promise<Workbench> {
  const server = await startCodeServer({
    folder: options.folder,
    extensionsDir: options.extensionsDir ?? inject('extensionsDir'),
    // Compact folders would join "a/b" into one row, which helpers that name rows could not find.
    userSettings: {
      'explorer.compactFolders': false,
      'workbench.colorTheme': themes[options.theme ?? 'light'].id,
      ...options.settings,
    },
    machineSettings: options.machineSettings ?? {},
    trust: options.restricted !== true,
  });
  try {
    const browser = await launchBrowser(options.viewport ? { viewport: options.viewport } : {});
    const { page, context } = browser;
    const load = async (): Promise<void> => {
      await page.goto(server.url);
      await page.locator('.explorer-folders-view [role="treeitem"]').first().waitFor({ timeout: 60_000 });
    };
    const close = async (): Promise<void> => {
      await browser.close();
      await server.stop();
    };
    try {
      await load();
    } catch (error) {
      await browser.close();
      throw error;
    }
    return {
      page,
      context,
      close,
      setTheme: (theme) => switchTheme(page, theme),
      setSettings: async (settings) => {
        await server.setUserSettings(settings);
        await load();
      },
    };
  } catch (error) {
    await server.stop();
    throw error;
  }
}

/** Picks it as a user does: in a browser the workbench does not notice when its settings file is rewritten. */
async function switchTheme(page: Page, theme: ThemeName): Promise<void> {
  const { label, worn } = themes[theme];
  await runCommand(page, 'Preferences: Color Theme');
  const input = page.locator('.quick-input-widget input');
  await page.locator('.quick-input-list .monaco-list-row').filter({ hasText: 'Solarized' }).first().waitFor();
  await input.fill(label);
  await page.locator('.quick-input-list .monaco-list-row').filter({ hasText: label }).first().click();
  await page.locator(`.monaco-workbench.${worn}`).waitFor({ timeout: 15_000 });
}
