import { basename } from 'node:path';
import * as vscode from 'vscode';
import { columnForPanel } from './columnForPanel.js';
import { panelType } from './contributions.js';
import { RunPanel } from './runPanel.js';
import type { Services } from './services.js';

/** One panel per run: the same files asked for again bring the open one forward. */
const open = new Map<string, { readonly panel: vscode.WebviewPanel; readonly run: RunPanel }>();

/** Shows the analysis of these files or folders beside the active editor. */
export function showAnalysis(services: Services, targets: readonly vscode.Uri[]): void {
  const paths = targets.map(({ fsPath }) => fsPath);
  const known = open.get(key(paths));
  if (known !== undefined) {
    known.panel.reveal(undefined, true);
    known.run.refresh();
    return;
  }
  const panel = vscode.window.createWebviewPanel(panelType, title(paths), columnForPanel());
  adopt(services, panel, paths);
}

/** Whether the analysis of this folder can be seen now. */
export function isShown(folder: string): boolean {
  return open.get(key([folder]))?.panel.visible === true;
}

/** Closes the analysis of a folder in which there is nothing. */
export function closeAnalysis(folder: string): void {
  open.get(key([folder]))?.panel.dispose();
}

/** Panels that a reloaded window brings back find their run in the page's state. */
export function registerPanels(services: Services): void {
  services.context.subscriptions.push(
    vscode.window.registerWebviewPanelSerializer(panelType, {
      deserializeWebviewPanel(panel: vscode.WebviewPanel, state: unknown): Promise<void> {
        const paths = pathsOf(state);
        if (paths === null || open.has(key(paths))) panel.dispose();
        else adopt(services, panel, paths);
        return Promise.resolve();
      },
    }),
  );
}

function adopt(services: Services, panel: vscode.WebviewPanel, paths: readonly string[]): void {
  panel.iconPath = vscode.Uri.joinPath(services.context.extensionUri, 'media', 'icon.svg');
  open.set(key(paths), { panel, run: new RunPanel(services, panel, paths, title(paths)) });
  panel.onDidDispose(() => {
    if (open.get(key(paths))?.panel === panel) open.delete(key(paths));
  });
}

function key(paths: readonly string[]): string {
  return JSON.stringify([...paths].sort());
}

function title(paths: readonly string[]): string {
  const [first = '', ...more] = paths;
  return more.length === 0 ? basename(first) : `${basename(first)} and ${more.length} more`;
}

function pathsOf(state: unknown): readonly string[] | null {
  if (typeof state !== 'object' || state === null || !('target' in state)) return null;
  const { target } = state;
  if (typeof target !== 'object' || target === null || !('paths' in target)) return null;
  const { paths } = target;
  const valid = Array.isArray(paths) && paths.length > 0 && paths.every((path) => typeof path === 'string');
  return valid ? paths : null;
}
