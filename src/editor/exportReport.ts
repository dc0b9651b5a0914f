import { basename, dirname, join } from 'node:path';
import * as vscode from 'vscode';
import type { ExportKind, RunView } from '../protocol/panel.js';
import type { MeasuredCheckpoint } from '../protocol/worker.js';
import { csvPieces } from '../report/csv.js';
import { createReport } from '../report/document.js';
import { htmlPieces } from '../report/html.js';
import { reportPieces } from '../report/json.js';
import { writePieces } from './writePieces.js';

export interface ExportRequest {
  readonly kind: ExportKind | null;
  /** As it stands in the report's `source`. */
  readonly path: string;
  /** Where the save dialog begins: beside this. */
  readonly folder: string;
  readonly view: RunView;
  readonly measured: readonly (MeasuredCheckpoint | null)[];
  readonly assets: vscode.Uri;
  /** What only the page can draw. */
  readonly picture: (kind: 'svg' | 'png') => Promise<string>;
}

// Named `format` because a QuickPickItem has a `kind` of its own.
const kinds: readonly { readonly format: ExportKind; readonly label: string; readonly detail: string }[] = [
  { format: 'html', label: 'HTML report', detail: 'One file with all views that opens anywhere, without a network' },
  { format: 'json', label: 'JSON report', detail: 'morphoscope/report@1, full precision' },
  { format: 'csv', label: 'CSV tables', detail: 'A folder with matrices, layers, nodes, increments and correlations' },
  { format: 'svg', label: 'Drawing as SVG', detail: 'The morphology as it is drawn now' },
  { format: 'png', label: 'Drawing as PNG', detail: 'The morphology as it is drawn now' },
];

/** Asks what and where, and writes it. */
export async function saveReport(request: ExportRequest): Promise<void> {
  const kind =
    request.kind ?? (await vscode.window.showQuickPick([...kinds], { placeHolder: 'Export report as' }))?.format;
  if (kind === undefined) return;
  if (kind === 'csv') return saveTables(request);
  const target = await vscode.window.showSaveDialog({
    title: 'Export report',
    defaultUri: vscode.Uri.file(join(dirname(request.folder), `${stemOf(request)}-morphology.${kind}`)),
    filters: { [kind.toUpperCase()]: [kind] },
  });
  if (target === undefined) return;
  if (kind === 'png') await vscode.workspace.fs.writeFile(target, Buffer.from(await request.picture('png'), 'base64'));
  else await writePieces(target, await text(kind, request));
  await offerToOpen(target);
}

async function text(kind: 'json' | 'html' | 'svg', request: ExportRequest): Promise<Iterable<string>> {
  switch (kind) {
    case 'json':
      return reportPieces(document(request));
    case 'html':
      return html(request);
    case 'svg':
      return [await request.picture('svg')];
  }
}

async function saveTables(request: ExportRequest): Promise<void> {
  const picked = await vscode.window.showOpenDialog({
    title: 'Export CSV tables into',
    openLabel: 'Export here',
    canSelectFolders: true,
    canSelectFiles: false,
    defaultUri: vscode.Uri.file(dirname(request.folder)),
  });
  const [parent] = picked ?? [];
  if (parent === undefined) return;
  // In a folder of their own: the names are common ones, and a run's folder may hold a `layers.csv` already.
  const folder = vscode.Uri.joinPath(parent, `${stemOf(request)}-morphology`);
  if (await exists(folder)) {
    const replace = 'Replace';
    const question = `${folder.fsPath} exists already. Replace the tables in it?`;
    if ((await vscode.window.showWarningMessage(question, { modal: true }, replace)) !== replace) return;
  }
  await vscode.workspace.fs.createDirectory(folder);
  for (const [name, pieces] of csvPieces(document(request))) {
    await writePieces(vscode.Uri.joinPath(folder, name), pieces);
  }
  await vscode.window.showInformationMessage(`The tables are in ${folder.fsPath}.`);
}

async function exists(uri: vscode.Uri): Promise<boolean> {
  return vscode.workspace.fs.stat(uri).then(
    () => true,
    () => false,
  );
}

function stemOf({ folder }: ExportRequest): string {
  return basename(folder).replace(/\.[^.]*$/, '') || 'report';
}

async function html({ view, measured, assets }: ExportRequest): Promise<Iterable<string>> {
  const asset = async (name: string): Promise<string> =>
    Buffer.from(await vscode.workspace.fs.readFile(vscode.Uri.joinPath(assets, name))).toString('utf8');
  const checkpoints = measured.flatMap((entry, index) =>
    entry === null ? [] : [{ index, report: entry.report, sketch: entry.sketch }],
  );
  const run = { ...view, activity: null };
  return htmlPieces({ run, checkpoints }, { script: await asset('page.js'), style: await asset('page.css') });
}

function document({ path, view, measured }: ExportRequest) {
  return createReport({
    path,
    format: view.format,
    producer: view.producer,
    failed: view.failed,
    checkpoints: measured.flatMap((entry) => (entry === null ? [] : [entry.report])),
  });
}

async function offerToOpen(target: vscode.Uri): Promise<void> {
  const open = 'Open';
  const choice = await vscode.window.showInformationMessage(`Saved ${basename(target.fsPath)}.`, open);
  if (choice !== open) return;
  // Over SSH or in a container the file is not on the disk that the browser sees.
  if (vscode.env.remoteName === undefined) await vscode.env.openExternal(target);
  else await vscode.commands.executeCommand('vscode.open', target);
}
