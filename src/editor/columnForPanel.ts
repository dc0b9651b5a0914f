import * as vscode from 'vscode';
import { panelTypes } from './contributions.js';

/** Beside what is being worked on; another panel of ours shares the column of the first. */
export function columnForPanel(): vscode.ViewColumn {
  const { activeTab } = vscode.window.tabGroups.activeTabGroup;
  if (activeTab === undefined) return vscode.ViewColumn.Active;
  const { input } = activeTab;
  const isOurs = input instanceof vscode.TabInputWebview && panelTypes.some((type) => input.viewType.includes(type));
  return isOurs ? vscode.ViewColumn.Active : vscode.ViewColumn.Beside;
}
