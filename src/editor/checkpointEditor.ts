import { basename } from 'node:path';
import * as vscode from 'vscode';
import { editorTypes } from './contributions.js';
import { notOnDisk } from './notOnDisk.js';
import { sentenceHtml } from './panelHtml.js';
import { RunPanel } from './runPanel.js';
import type { Services } from './services.js';

/** Read-only: a checkpoint opens as its analysis. */
export function registerCheckpointEditors(services: Services): void {
  const provider: vscode.CustomReadonlyEditorProvider = {
    openCustomDocument: (uri) => ({ uri, dispose: () => undefined }),
    resolveCustomEditor({ uri }, panel) {
      const obstacle = notOnDisk(uri);
      // A Git diff opens both sides; its left one has no path of its own, and showing the working file would be a lie.
      if (obstacle === null) new RunPanel(services, panel, [uri.fsPath], basename(uri.fsPath));
      else panel.webview.html = sentenceHtml(obstacle);
    },
  };
  for (const type of editorTypes) {
    services.context.subscriptions.push(vscode.window.registerCustomEditorProvider(type, provider));
  }
}
