import { randomBytes } from 'node:crypto';
import * as vscode from 'vscode';

/** What a panel shows: the page keeps it, so that a reloaded window can bring the panel back. */
export type PanelTarget =
  | {
      readonly paths: readonly string[];
      /** There is something it can be compared with at once. */ readonly counterpart: boolean;
    }
  | { readonly compare: readonly unknown[] }
  /** Absolute path of the folder of results. */
  | { readonly figures: string }
  | { readonly simulate: true };

/** The page's frame: everything comes from the extension's own files; only the script with this nonce runs. */
export function panelHtml(webview: vscode.Webview, extensionUri: vscode.Uri, target: PanelTarget): string {
  const nonce = randomBytes(16).toString('base64');
  const asset = (name: string): string =>
    webview.asWebviewUri(vscode.Uri.joinPath(extensionUri, 'dist', 'page', name)).toString();
  const policy = [
    `default-src 'none'`,
    `script-src 'nonce-${nonce}'`,
    `style-src ${webview.cspSource}`,
    `img-src data: blob:`,
  ].join('; ');
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<link rel="stylesheet" href="${asset('page.css')}">
<title>Weight morphology</title>
</head>
<body data-target="${escapeAttribute(JSON.stringify(target))}">
<div id="root"></div>
<script nonce="${nonce}" src="${asset('page.js')}"></script>
</body>
</html>`;
}

/** One sentence instead of an analysis. No script, no style: the workbench's own fonts and colours apply. */
export function sentenceHtml(sentence: string): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'">
<title>Weight morphology</title>
</head>
<body><p>${escapeAttribute(sentence)}</p></body>
</html>`;
}

function escapeAttribute(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;');
}
