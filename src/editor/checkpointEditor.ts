import { basename } from 'node:path';
import * as vscode from 'vscode';
import { RunPanel } from './runPanel.js';
import type { Services } from './services.js';

/** Default for `.keras`, an option for `.h5`, `.hdf5` and `model.json`: VS Code ties the priority to the view type. */
export const EDITOR_TYPES = ['morphoscope.kerasEditor', 'morphoscope.checkpointEditor'] as const;

/** Read-only: a checkpoint opens as its analysis. */
export function registerCheckpointEditors(services: Services): void {
  const provider: vscode.CustomReadonlyEditorProvider = {
    openCustomDocument: (uri) => ({ uri, dispose: () => undefined }),
    resolveCustomEditor({ uri }, panel) {
      panel.webview.options = { enableScripts: true };
      new RunPanel(services, panel, [uri.fsPath], basename(uri.fsPath));
    },
  };
  for (const type of EDITOR_TYPES) {
    services.context.subscriptions.push(vscode.window.registerCustomEditorProvider(type, provider));
  }
}
