import { dirname } from 'node:path';
import { statSync } from 'node:fs';
import * as vscode from 'vscode';

/** Tells when a file of the run, or beside its files, appears, changes or goes: a run may still be training. */
export function watchRun(paths: readonly string[], onChange: () => void): vscode.Disposable {
  const folders = new Set(paths.map((path) => (isFolder(path) ? path : dirname(path))));
  const watchers = [...folders].map((folder) => {
    const watcher = vscode.workspace.createFileSystemWatcher(
      new vscode.RelativePattern(vscode.Uri.file(folder), '**/*'),
    );
    watcher.onDidCreate(onChange);
    watcher.onDidChange(onChange);
    watcher.onDidDelete(onChange);
    return watcher;
  });
  return vscode.Disposable.from(...watchers);
}

function isFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;
}
