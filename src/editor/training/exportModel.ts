import { basename } from 'node:path';
import * as vscode from 'vscode';
import { messageOf } from '../../network/failure.js';
import { complain } from '../complain.js';
import type { Services } from '../services.js';
import { trainRun } from './trainRun.js';

/** Writes a run's last weights as a TensorFlow.js model into its folder, in a thread of its own. */
export async function exportModel(services: Services, folder: string): Promise<void> {
  const run = trainRun(services);
  try {
    const { path, epoch } = await run.exportTfjs(folder, MORPHOSCOPE_VERSION);
    const open = 'Open';
    const where = vscode.workspace.asRelativePath(path);
    const choice = await vscode.window.showInformationMessage(`Saved epoch ${epoch} as ${where}.`, open);
    if (choice === open) await vscode.commands.executeCommand('revealInExplorer', vscode.Uri.file(path));
  } catch (error) {
    await complain(services, folder, `The model of ${basename(folder)} could not be saved. ${messageOf(error)}`);
  } finally {
    await run.dispose();
  }
}
