import type * as vscode from 'vscode';

/** Why a resource cannot be read in slices from the disk, in a sentence; null when it can. */
export function notOnDisk(uri: vscode.Uri): string | null {
  if (uri.scheme === 'file') return null;
  const what = uri.scheme === 'git' ? 'a version from Git' : `a "${uri.scheme}" resource`;
  return `Morphoscope reads files on disk, and this is ${what}; save a copy on disk and analyse that.`;
}
