import { basename } from 'node:path';
import * as vscode from 'vscode';
import { messageOf } from '../../network/failure.js';
import { activeResource } from '../activeResource.js';
import { complain } from '../complain.js';
import { commandIds, contextKeys } from '../contributions.js';
import { notOnDisk } from '../notOnDisk.js';
import { activePanel } from '../runPanel.js';
import type { Services } from '../services.js';
import { askTargets } from './askTargets.js';
import { inOrder, MOST_COMPARED, resourceOf, withVersion } from './comparedResource.js';
import { uriInHead } from './gitVersion.js';
import { registerComparePanels, showComparison } from './showComparison.js';

/** The commands that compare, and their panels. */
export function registerComparing(services: Services): void {
  const register = (id: string, run: (...args: never[]) => unknown): void => {
    services.context.subscriptions.push(vscode.commands.registerCommand(id, run));
  };
  let selected: vscode.Uri | null = null;
  register(commandIds.compare, (resource?: vscode.Uri, all?: readonly vscode.Uri[]) =>
    compareChosen(services, resource, all),
  );
  register(commandIds.selectForCompare, async (resource?: vscode.Uri) => {
    selected = resource ?? activeResource() ?? selected;
    await vscode.commands.executeCommand('setContext', contextKeys.selectedForCompare, selected !== null);
  });
  register(commandIds.compareWithSelected, (resource?: vscode.Uri) => {
    const other = resource ?? activeResource();
    return selected === null || other === null ? compareChosen(services) : compareFiles(services, [selected, other]);
  });
  register(commandIds.compareWithHead, (resource?: vscode.Uri | vscode.SourceControlResourceState) =>
    compareWithHead(services, resource),
  );
  registerComparePanels(services);
}

/**
 * From the explorer VS Code hands over the item clicked and all that are selected, from an editor's title what the editor
 * shows, from the palette nothing.
 */
async function compareChosen(
  services: Services,
  resource?: vscode.Uri,
  all: readonly vscode.Uri[] = [],
): Promise<void> {
  if (all.length > 1) return compareFiles(services, inOrder(all));
  // A panel, and a version in Git, are no files; their epochs are among what is proposed.
  const given = resource?.scheme === 'file' ? resourceOf(resource) : null;
  const resources = await askTargets(activePanel()?.proposals ?? [], given);
  if (resources !== null) await showComparison(services, resources);
}

async function compareFiles(services: Services, uris: readonly vscode.Uri[]): Promise<void> {
  const obstacle = uris.map(notOnDisk).find((sentence) => sentence !== null);
  if (obstacle !== undefined) void vscode.window.showErrorMessage(obstacle);
  else if (uris.length > MOST_COMPARED) {
    const words = `Up to ${MOST_COMPARED} checkpoints are compared at once, and ${uris.length} are selected; select fewer.`;
    void vscode.window.showErrorMessage(words);
  } else await showComparison(services, uris.map(resourceOf));
}

/** From the explorer a file is handed over, from source control one of its changes, from the palette nothing. */
async function compareWithHead(
  services: Services,
  resource: vscode.Uri | vscode.SourceControlResourceState | undefined,
): Promise<void> {
  const given = resource === undefined || resource instanceof vscode.Uri ? resource : resource.resourceUri;
  const file = given ?? activeResource();
  if (file === null) {
    void vscode.window.showInformationMessage('Open a checkpoint first, or right-click one in the explorer.');
    return;
  }
  try {
    await showComparison(services, withVersion(file, await uriInHead(file)));
  } catch (error) {
    await complain(services, basename(file.fsPath), messageOf(error));
  }
}
