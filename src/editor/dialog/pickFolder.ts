import * as vscode from 'vscode';

/** A folder by the system's dialog, or VS Code's own; null when none was chosen. */
export async function pickFolder(title: string, openLabel: string): Promise<string | null> {
  const picked = await vscode.window.showOpenDialog({
    title,
    openLabel,
    canSelectFolders: true,
    canSelectFiles: false,
  });
  return picked?.[0]?.fsPath ?? null;
}
