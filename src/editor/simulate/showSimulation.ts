import * as vscode from 'vscode';
import { columnForPanel } from '../columnForPanel.js';
import { commandIds, simulationPanelType } from '../contributions.js';
import type { Services } from '../services.js';
import { SimulationPanel } from './simulationPanel.js';

const TITLE = 'Simulate connectivity dynamics';

/** The command that simulates, and its panel, of which there is one. */
export function registerSimulating(services: Services): void {
  let open: vscode.WebviewPanel | null = null;
  const adopt = (panel: vscode.WebviewPanel): void => {
    open = panel;
    panel.iconPath = vscode.Uri.joinPath(services.context.extensionUri, 'media', 'icon.svg');
    panel.onDidDispose(() => (open = null));
    new SimulationPanel(services, panel);
  };
  services.context.subscriptions.push(
    vscode.commands.registerCommand(commandIds.simulate, () => {
      if (open !== null) open.reveal();
      else adopt(vscode.window.createWebviewPanel(simulationPanelType, TITLE, columnForPanel()));
    }),
    vscode.window.registerWebviewPanelSerializer(simulationPanelType, {
      deserializeWebviewPanel(panel: vscode.WebviewPanel): Promise<void> {
        if (open === null) adopt(panel);
        else panel.dispose();
        return Promise.resolve();
      },
    }),
  );
}
