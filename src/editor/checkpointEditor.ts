import { basename } from 'node:path';
import * as vscode from 'vscode';
import { messageOf } from '../network/failure.js';
import { withVersion } from './compare/comparedResource.js';
import { spillVersion } from './compare/gitVersion.js';
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
      // A Git diff opens both sides.
      if (uri.scheme === 'git' && vscode.workspace.isTrusted) return showVersion(services, uri, panel);
      const obstacle = notOnDisk(uri);
      if (obstacle === null) new RunPanel(services, panel, [uri.fsPath], basename(uri.fsPath));
      else panel.webview.html = sentenceHtml(obstacle);
    },
  };
  for (const type of editorTypes) {
    services.context.subscriptions.push(vscode.window.registerCustomEditorProvider(type, provider));
  }
}

/** A version that Git keeps, read from a temporary file; what stands on the disk is the other half of the diff. */
async function showVersion(services: Services, uri: vscode.Uri, panel: vscode.WebviewPanel): Promise<void> {
  const closed = new AbortController();
  panel.onDidDispose(() => closed.abort());
  panel.webview.html = sentenceHtml(`Taking ${basename(uri.fsPath)} out of Git…`);
  try {
    const version = await spillVersion(uri);
    if (closed.signal.aborted) {
      version.remove();
      return;
    }
    closed.signal.addEventListener('abort', () => version.remove());
    const resources = withVersion(vscode.Uri.file(version.original), uri);
    new RunPanel(services, panel, [version.path], basename(version.path), resources);
  } catch (error) {
    if (!closed.signal.aborted) panel.webview.html = sentenceHtml(messageOf(error));
  }
}
