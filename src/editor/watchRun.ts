import { dirname } from 'node:path';
import * as vscode from 'vscode';
import { isFolder } from '../checkpoint/isFolder.js';

/**
 * Tells when a file of the run, or beside its files, appears, changes or goes: a run may still be training. Only as deep
 * as a run's listing looks, and never below the folder of a single file, which may be a home directory.
 */
export function watchRun(paths: readonly string[], onChange: (isNew: boolean) => void): vscode.Disposable {
  const places = new Map(
    paths.map((path) => (isFolder(path) ? ([path, '{*,*/*}'] as const) : ([dirname(path), '*'] as const))),
  );
  const watchers = [...places].map(([folder, pattern]) => {
    const watcher = vscode.workspace.createFileSystemWatcher(
      new vscode.RelativePattern(vscode.Uri.file(folder), pattern),
    );
    watcher.onDidCreate(() => onChange(true));
    watcher.onDidChange(() => onChange(false));
    watcher.onDidDelete(() => onChange(false));
    return watcher;
  });
  return vscode.Disposable.from(...watchers);
}
