import * as vscode from 'vscode';
import type { Channel, Peer } from '../protocol/rpc.js';

/** Drawing takes a moment; a page that takes longer is not there. */
const PICTURE_MS = 15_000;

/** Where the pages lie that `npm run build` makes. */
export function pageFolder(extensionUri: vscode.Uri): vscode.Uri {
  return vscode.Uri.joinPath(extensionUri, 'dist', 'page');
}

/** The pipe to a webview's page. */
export function webviewChannel(webview: vscode.Webview): Channel {
  return {
    post: (message) => void webview.postMessage(message),
    listen(onMessage) {
      const subscription = webview.onDidReceiveMessage(onMessage);
      return () => void subscription.dispose();
    },
  };
}

interface DrawingPage {
  picture(params: { readonly kind: 'svg' | 'png' }): string;
}

/** @throws {Error} one sentence when the page does not draw */
export async function pictureOf(page: Peer<DrawingPage>, kind: 'svg' | 'png'): Promise<string> {
  const patience = AbortSignal.timeout(PICTURE_MS);
  try {
    return await page.call('picture', { kind }, { signal: patience });
  } catch (error) {
    // A page that is not in sight does not answer.
    throw patience.aborted ? new Error('Bring the panel to the front, where it can be drawn, and try again.') : error;
  }
}

/** Asks for sample data; null when none was chosen. */
export async function pickSampleData(beside: string): Promise<string | null> {
  const picked = await vscode.window.showOpenDialog({
    title: 'Attach sample data: one row a sample',
    openLabel: 'Attach',
    canSelectMany: false,
    filters: { 'Sample data': ['npy', 'npz', 'csv'] },
    defaultUri: vscode.Uri.file(beside),
  });
  return picked?.[0]?.fsPath ?? null;
}
