import { basename } from 'node:path';
import * as vscode from 'vscode';
import type { ReproductionSession } from '../../jobs/reproductionSession.js';
import { messageOf } from '../../network/failure.js';
import { columnForPanel } from '../columnForPanel.js';
import { complain } from '../complain.js';
import { figuresPanelType } from '../contributions.js';
import type { Services } from '../services.js';
import { connectFiguresPanel } from './figuresPanel.js';
import { findParams, goOn } from './goOn.js';
import type { PlacedParams } from './reproduceSteps.js';
import { keptSession } from './keptSession.js';

/** One panel per folder of results. */
const open = new Map<string, vscode.WebviewPanel>();

/** Shows a reproduction beside the active editor. */
export function showFigures(services: Services, session: ReproductionSession): void {
  const known = open.get(session.folder);
  if (known !== undefined) known.reveal(undefined, true);
  else {
    adopt(
      services,
      vscode.window.createWebviewPanel(figuresPanelType, basename(session.folder), columnForPanel()),
      session,
    );
  }
}

/** Reproduces, shown in its panel; resolves when it has ended and was told. */
export async function reproduceShown(
  services: Services,
  session: ReproductionSession,
  params: PlacedParams,
): Promise<void> {
  const name = basename(session.folder);
  const isShown = (): boolean => open.get(session.folder)?.visible === true;
  showFigures(services, session);
  try {
    const status = await goOn(services, session, params);
    if (isShown()) return;
    const show = 'Show';
    const { figures } = session.options;
    const end = status === 'finished' ? `has its ${figures.length} figures` : 'was stopped';
    void vscode.window.showInformationMessage(`${name} ${end}.`, show).then((choice) => {
      if (choice === show) showFigures(services, session);
    });
  } catch (error) {
    // Its panel says it too, where that can be seen.
    if (!isShown()) await complain(services, name, messageOf(error));
  }
}

/** Where it was stopped, or its window was closed. */
async function resume(services: Services, session: ReproductionSession): Promise<void> {
  const { options, offer, folder } = session;
  const isBusy = (): boolean => session.isAtWork || services.reproductions.of(folder)?.isAtWork === true;
  if (isBusy()) return;
  try {
    const params = await findParams(services, options, offer, folder);
    // Asked for twice, or reproduced anew into the folder, while the data was looked for.
    if (params !== null && !isBusy()) await reproduceShown(services, session, params);
  } catch (error) {
    await complain(services, basename(folder), messageOf(error));
  }
}

/** Another reproduction takes the place of what was shown of this folder. */
export function closeFigures(folder: string): void {
  open.get(folder)?.dispose();
}

/** Shows what a folder of results holds now: others may have written there since this window did. */
export async function showKept(services: Services, folder: string): Promise<void> {
  const { reproductions } = services;
  const atWork = (): ReproductionSession | undefined =>
    reproductions.atWork.find((session) => session.folder === folder);
  try {
    const kept = atWork() === undefined ? await keptSession(services, folder) : null;
    // It may have begun while the folder was read.
    const session = atWork() ?? kept;
    if (session === null) return;
    if (session === kept) {
      const ended = reproductions.of(folder);
      if (ended !== undefined) reproductions.forget(ended);
      closeFigures(folder);
    }
    showFigures(services, session);
  } catch (error) {
    await complain(services, folder, messageOf(error));
  }
}

/** Panels that a reloaded window brings back show what their folder holds. */
export function registerFiguresPanels(services: Services): void {
  services.context.subscriptions.push(
    vscode.window.registerWebviewPanelSerializer(figuresPanelType, {
      deserializeWebviewPanel: (panel: vscode.WebviewPanel, state: unknown) => restore(services, panel, state),
    }),
  );
}

async function restore(services: Services, panel: vscode.WebviewPanel, state: unknown): Promise<void> {
  const folder = folderIn(state);
  if (folder === null || open.has(folder)) {
    panel.dispose();
    return;
  }
  // From here on, so that nothing opens a second one while the folder is read.
  open.set(folder, panel);
  panel.onDidDispose(() => forget(folder, panel));
  try {
    const session = await keptSession(services, folder);
    if (open.get(folder) === panel) adopt(services, panel, session);
  } catch (error) {
    if (open.get(folder) !== panel) return;
    panel.dispose();
    await complain(services, folder, messageOf(error));
  }
}

function adopt(services: Services, panel: vscode.WebviewPanel, session: ReproductionSession): void {
  const { folder } = session;
  panel.iconPath = vscode.Uri.joinPath(services.context.extensionUri, 'media', 'icon.svg');
  open.set(folder, panel);
  panel.onDidDispose(() => forget(folder, panel));
  connectFiguresPanel(services, panel, { session, resume: () => resume(services, session) });
}

function forget(folder: string, panel: vscode.WebviewPanel): void {
  if (open.get(folder) === panel) open.delete(folder);
}

function folderIn(state: unknown): string | null {
  if (typeof state !== 'object' || state === null || !('target' in state)) return null;
  const { target } = state;
  if (typeof target !== 'object' || target === null || !('figures' in target)) return null;
  return typeof target.figures === 'string' ? target.figures : null;
}
