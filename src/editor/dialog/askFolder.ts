import { isAbsolute, join, relative } from 'node:path';
import * as vscode from 'vscode';
import { besides, write, type Answer, type Place } from './question.js';

interface AskedFolder {
  /** `A folder for this run` */
  readonly prompt: string;
  /** The system's dialog, where no folder is open; null when the user turned away. */
  readonly elsewhere: () => Promise<string | null>;
}

/**
 * A folder by its path where one is open, else by the system's dialog.
 * @param folder what is proposed
 * @returns its absolute path
 */
export async function askFolder(
  place: Place,
  folder: string | null,
  { prompt, elsewhere }: AskedFolder,
): Promise<Answer<string>> {
  const root = workspaceRoot();
  if (root === null) {
    const chosen = await elsewhere();
    return chosen === null ? { kind: 'back' } : { kind: 'chosen', value: chosen };
  }
  const written = await write(besides(place, 'Folder'), folder === null ? '' : shownPath(folder), {
    prompt: `${prompt}, in ${root} or absolute`,
    objection: (text) => (text.trim() === '' ? 'Write a path.' : null),
  });
  if (written.kind !== 'chosen') return written;
  return { kind: 'chosen', value: isAbsolute(written.value) ? written.value : join(root, written.value) };
}

/** The first folder that is open on this disk. */
export function workspaceRoot(): string | null {
  const folder = vscode.workspace.workspaceFolders?.find(({ uri }) => uri.scheme === 'file');
  return folder?.uri.fsPath ?? null;
}

/** Relative to the folder that is open, where it lies in it. */
export function shownPath(folder: string): string {
  const root = workspaceRoot();
  const path = root === null ? folder : relative(root, folder);
  return path.startsWith('..') || path === '' ? folder : path;
}
