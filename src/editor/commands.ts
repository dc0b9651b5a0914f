import * as vscode from 'vscode';
import { activeResource } from './activeResource.js';
import { showAnalysis } from './analysisPanel.js';
import { commandIds } from './contributions.js';
import { notOnDisk } from './notOnDisk.js';
import type { Services } from './services.js';
import { meantPanel, shownPanels, type ShownPanel } from './shownPanels.js';

export function registerCommands(services: Services): void {
  const register = (id: string, run: (...args: never[]) => unknown): void => {
    services.context.subscriptions.push(vscode.commands.registerCommand(id, run));
  };
  register(commandIds.analyze, (resource?: vscode.Uri, selected?: readonly vscode.Uri[]) =>
    analyze(services, resource, selected),
  );
  register(commandIds.attachSampleData, () => onActivePanel((panel) => panel.attachData()));
  register(commandIds.exportReport, () => onActivePanel((panel) => panel.exportReport()));
  register(commandIds.showLog, () => services.log.show());
}

async function analyze(
  services: Services,
  resource: vscode.Uri | undefined,
  selected: readonly vscode.Uri[] | undefined,
): Promise<void> {
  // From the explorer VS Code hands over the item clicked and all that are selected, from the palette nothing.
  const targets = selected !== undefined && selected.length > 0 ? selected : resource ? [resource] : await choose();
  const [first] = targets;
  if (first === undefined) return;
  const obstacle = targets.map(notOnDisk).find((sentence) => sentence !== null);
  if (obstacle !== undefined) {
    void vscode.window.showErrorMessage(obstacle);
    return;
  }
  showAnalysis(services, targets);
}

async function choose(): Promise<readonly vscode.Uri[]> {
  const active = activeResource();
  const items = [
    ...(active === null
      ? []
      : [{ label: vscode.workspace.asRelativePath(active), description: 'the active editor', uri: active }]),
    { label: 'Folder of checkpoints…', canSelectFolders: true },
    { label: 'Checkpoint file…', canSelectFolders: false },
  ];
  const choice = await vscode.window.showQuickPick(items, { placeHolder: 'Analyze weight morphology of' });
  if (choice === undefined) return [];
  if ('uri' in choice) return [choice.uri];
  const picked = await vscode.window.showOpenDialog({
    title: 'Analyze weight morphology',
    openLabel: 'Analyze',
    canSelectFolders: choice.canSelectFolders,
    canSelectFiles: !choice.canSelectFolders,
    canSelectMany: !choice.canSelectFolders,
  });
  return picked ?? [];
}

async function onActivePanel(use: (panel: ShownPanel) => Promise<void>): Promise<void> {
  const panel = meantPanel(shownPanels);
  if (panel === undefined) {
    await vscode.window.showInformationMessage(
      'Open an analysis first: right-click a checkpoint or a folder of them and choose "Analyze weight morphology".',
    );
    return;
  }
  await use(panel);
}
