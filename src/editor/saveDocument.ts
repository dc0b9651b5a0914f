import { basename, dirname, join } from 'node:path';
import * as vscode from 'vscode';
import type { ExportKind } from '../protocol/panel.js';
import type { PageAssets } from '../report/html.js';
import { writePieces } from './writePieces.js';

/** What can be saved of a panel, each made when it is asked for. */
export interface SavableDocument {
  readonly kind: ExportKind | null;
  /** What each kind is, for who is asked. */
  readonly kinds: readonly SavableKind[];
  /** Where the save dialog begins: beside this. */
  readonly folder: string;
  /** Of the file that is proposed, without its extension. */
  readonly name: string;
  readonly json: () => Iterable<string>;
  readonly html: (assets: PageAssets) => Iterable<string>;
  /** By file name. */
  readonly tables: () => Iterable<readonly [string, Iterable<string>]>;
  /** What only the page can draw. */
  readonly picture: (kind: 'svg' | 'png') => Promise<string>;
  /** The folder of the page's bundle. */
  readonly assets: vscode.Uri;
}

// Named `format` because a QuickPickItem has a `kind` of its own.
export interface SavableKind {
  readonly format: ExportKind;
  readonly label: string;
  readonly detail: string;
}

/** Asks what and where, and writes it. */
export async function saveDocument(saved: SavableDocument): Promise<void> {
  const kind =
    saved.kind ?? (await vscode.window.showQuickPick([...saved.kinds], { placeHolder: 'Export report as' }))?.format;
  if (kind === undefined) return;
  if (kind === 'csv') return saveTables(saved, saved.tables());
  await saveFile(saved, kind, async (target) => {
    if (kind === 'png') await vscode.workspace.fs.writeFile(target, Buffer.from(await saved.picture('png'), 'base64'));
    else await writePieces(target, await text(kind, saved));
  });
}

/** Asks where one file goes, and has it written. */
export async function saveFile(
  { folder, name }: Pick<SavableDocument, 'folder' | 'name'>,
  kind: Exclude<ExportKind, 'csv'>,
  write: (target: vscode.Uri) => Promise<void>,
): Promise<void> {
  const target = await vscode.window.showSaveDialog({
    title: 'Export report',
    defaultUri: vscode.Uri.file(join(dirname(folder), `${name}.${kind}`)),
    filters: { [kind.toUpperCase()]: [kind] },
  });
  if (target === undefined) return;
  await write(target);
  await offerToOpen(target);
}

async function text(kind: 'json' | 'html' | 'svg', saved: SavableDocument): Promise<Iterable<string>> {
  switch (kind) {
    case 'json':
      return saved.json();
    case 'html':
      return saved.html(await pageAssets(saved.assets));
    case 'svg':
      return [await saved.picture('svg')];
  }
}

async function pageAssets(folder: vscode.Uri): Promise<PageAssets> {
  const asset = async (name: string): Promise<string> =>
    Buffer.from(await vscode.workspace.fs.readFile(vscode.Uri.joinPath(folder, name))).toString('utf8');
  return { script: await asset('page.js'), style: await asset('page.css') };
}

/** Asks into which folder a folder of tables goes, and writes it. @param tables by file name */
export async function saveTables(
  { folder: beside, name: ownName }: Pick<SavableDocument, 'folder' | 'name'>,
  tables: Iterable<readonly [string, Iterable<string>]>,
): Promise<void> {
  const picked = await vscode.window.showOpenDialog({
    title: 'Export CSV tables into',
    openLabel: 'Export here',
    canSelectFolders: true,
    canSelectFiles: false,
    defaultUri: vscode.Uri.file(dirname(beside)),
  });
  const [parent] = picked ?? [];
  if (parent === undefined) return;
  // In a folder of their own: the names are common ones, and a run's folder may hold a `layers.csv` already.
  const folder = vscode.Uri.joinPath(parent, ownName);
  if (await exists(folder)) {
    const replace = 'Replace';
    const question = `${folder.fsPath} exists already. Replace the tables in it?`;
    if ((await vscode.window.showWarningMessage(question, { modal: true }, replace)) !== replace) return;
  }
  await vscode.workspace.fs.createDirectory(folder);
  for (const [name, pieces] of tables) await writePieces(vscode.Uri.joinPath(folder, name), pieces);
  await vscode.window.showInformationMessage(`The tables are in ${folder.fsPath}.`);
}

async function exists(uri: vscode.Uri): Promise<boolean> {
  return vscode.workspace.fs.stat(uri).then(
    () => true,
    () => false,
  );
}

async function offerToOpen(target: vscode.Uri): Promise<void> {
  const open = 'Open';
  const choice = await vscode.window.showInformationMessage(`Saved ${basename(target.fsPath)}.`, open);
  if (choice !== open) return;
  // Over SSH or in a container the file is not on the disk that the browser sees.
  if (vscode.env.remoteName === undefined) await vscode.env.openExternal(target);
  else await vscode.commands.executeCommand('vscode.open', target);
}
