import { basename } from 'node:path';
import * as vscode from 'vscode';
import { editorTypes } from './contributions.js';
import { RunPanel } from './runPanel.js';
import type { Services } from './services.js';

/** Read-only: a checkpoint opens as its analysis. */
export function registerCheckpointEditors(services: Services): void {
  const provider: vscode.CustomReadonlyEditorProvider = {
    openCustomDocument: (uri) => ({ uri, dispose: () => undefined }),
    resolveCustomEditor({ uri }, panel) {
      panel.webview.options = { enableScripts: true };
      new RunPanel(services, panel, [uri.fsPath], basename(uri.fsPath));
    },
  };
  for (const type of editorTypes) {
    services.context.subscriptions.push(vscode.window.registerCustomEditorProvider(type, provider));
  }
}
