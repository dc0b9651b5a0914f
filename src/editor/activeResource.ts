import * as vscode from 'vscode';

/** What the active editor shows, where that may be a checkpoint. */
export function activeResource(): vscode.Uri | null {
  const input = vscode.window.tabGroups.activeTabGroup.activeTab?.input;
  if (input instanceof vscode.TabInputText || input instanceof vscode.TabInputCustom) {
    return /\.(keras|h5|hdf5|json)$/i.test(input.uri.path) ? input.uri : null;
  }
  return null;
}
