import * as vscode from 'vscode';
import type { CompareChoices } from '../../jobs/compareSession.js';
import { messageOf } from '../../network/failure.js';
import { columnForPanel } from '../columnForPanel.js';
import { complain } from '../complain.js';
import { comparePanelType } from '../contributions.js';
import type { Services } from '../services.js';
import {
  keyOf,
  findTargets,
  resourcesIn,
  titleOf,
  type ComparedResource,
  type FoundTargets,
} from './comparedResource.js';
import { ComparePanel } from './comparePanel.js';

/** One panel per pair: the same asked for again brings the open one forward. */
const open = new Map<string, { readonly panel: vscode.WebviewPanel; readonly comparison: ComparePanel }>();

/** What is chosen in each open panel, in the window's memory: a reload keeps that, and nothing else of the panel. */
const MEMORY = 'comparisons';

/** Shows the comparison of two to eight checkpoints beside the active editor. */
export async function showComparison(services: Services, resources: readonly ComparedResource[]): Promise<void> {
  const known = open.get(keyOf(resources));
  // A version in Git is looked up anew: HEAD may be another commit by now.
  if (resources.some(({ git }) => git !== undefined)) known?.panel.dispose();
  else if (known !== undefined) {
    known.panel.reveal(undefined, true);
    known.comparison.refresh();
    return;
  }
  try {
    const found = await findTargets(resources);
    // Asked for twice, while Git was slow.
    open.get(keyOf(resources))?.panel.dispose();
    const panel = vscode.window.createWebviewPanel(comparePanelType, titleOf(resources), columnForPanel());
    adopt(services, panel, resources, found, null);
  } catch (error) {
    await complain(services, titleOf(resources), messageOf(error));
  }
}

/** Panels that a reloaded window brings back find their checkpoints in the page's state. */
export function registerComparePanels(services: Services): void {
  services.context.subscriptions.push(
    vscode.window.registerWebviewPanelSerializer(comparePanelType, {
      deserializeWebviewPanel: (panel: vscode.WebviewPanel, state: unknown) => restore(services, panel, state),
    }),
  );
}

async function restore(services: Services, panel: vscode.WebviewPanel, state: unknown): Promise<void> {
  const resources = resourcesIn(state);
  if (resources === null || open.has(keyOf(resources))) {
    panel.dispose();
    return;
  }
  const closed = new AbortController();
  panel.onDidDispose(() => closed.abort());
  try {
    const found = await findTargets(resources);
    if (closed.signal.aborted) found.remove();
    else adopt(services, panel, resources, found, remembered(services)[keyOf(resources)] ?? null);
  } catch (error) {
    if (closed.signal.aborted) return;
    panel.dispose();
    await complain(services, titleOf(resources), messageOf(error));
  }
}

function adopt(
  services: Services,
  panel: vscode.WebviewPanel,
  resources: readonly ComparedResource[],
  found: FoundTargets,
  choices: CompareChoices | null,
): void {
  const key = keyOf(resources);
  panel.iconPath = vscode.Uri.joinPath(services.context.extensionUri, 'media', 'icon.svg');
  const comparison = new ComparePanel(services, panel, {
    title: titleOf(resources),
    resources,
    targets: found.targets,
    choices,
    onChosen: (chosen) => remember(services, key, chosen),
  });
  open.set(key, { panel, comparison });
  panel.onDidDispose(() => {
    open.delete(key);
    found.remove();
    // Not reached when the window is reloaded, for which it is kept.
    remember(services, key, null);
  });
}

function remembered({ context }: Services): Readonly<Record<string, CompareChoices>> {
  return context.workspaceState.get(MEMORY, {});
}

function remember(services: Services, key: string, choices: CompareChoices | null): void {
  const others = Object.entries(remembered(services)).filter(([other]) => other !== key);
  const all = Object.fromEntries(choices === null ? others : [...others, [key, choices]]);
  void services.context.workspaceState.update(MEMORY, all);
}
