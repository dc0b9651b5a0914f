import { join } from 'node:path';
import * as vscode from 'vscode';
import type { ReproductionSession } from '../../jobs/reproductionSession.js';
import { messageOf } from '../../network/failure.js';
import type { FigureId } from '../../protocol/figure.js';
import type { FigureExportKind, FiguresHost, FiguresPage } from '../../protocol/figuresPanel.js';
import { connect, type Peer } from '../../protocol/rpc.js';
import { complain } from '../complain.js';
import { panelHtml } from '../panelHtml.js';
import type { Services } from '../services.js';
import { openFolder } from '../training/openFolder.js';
import { pageFolder, webviewChannel } from '../webviewPage.js';
import { saveFigure } from './exportFigure.js';

export interface FiguresPanelOptions {
  readonly session: ReproductionSession;
  /** Goes on with it. */
  readonly resume: () => Promise<unknown>;
}

/** Shows a reproduction in a webview, which may be closed while it goes on. */
export function connectFiguresPanel(
  services: Services,
  panel: vscode.WebviewPanel,
  { session, resume }: FiguresPanelOptions,
): void {
  const { context, log } = services;
  panel.webview.options = { enableScripts: true, localResourceRoots: [pageFolder(context.extensionUri)] };
  const listener = {
    view: (view) => page.notify('view', view),
    figure: (figure) => page.notify('figure', figure),
    failure: (message) => page.notify('failure', { message }),
  } satisfies Parameters<ReproductionSession['listen']>[0];
  const page: Peer<FiguresPage> = connect<FiguresHost, FiguresPage>(webviewChannel(panel.webview), {
    ready: () => session.replay(listener),
    cancel: () => session.stop(),
    resume: async () => {
      await resume();
    },
    exportFigure: ({ figure, kind }) => exportFigure(services, session, figure, kind),
    openFolder: () => openFolder(session.folder),
    showLog: () => log.show(),
    copy: async ({ text }) => vscode.env.clipboard.writeText(text),
  });
  const stopListening = session.listen(listener);
  panel.onDidDispose(() => {
    stopListening();
    page.dispose();
  });
  panel.webview.html = panelHtml(panel.webview, context.extensionUri, { figures: session.folder });
}

async function exportFigure(
  services: Services,
  session: ReproductionSession,
  id: FigureId,
  kind: FigureExportKind,
): Promise<void> {
  const shown = session.figure(id);
  if (shown === undefined) {
    await vscode.window.showInformationMessage(`There is nothing of figure ${id} to export yet.`);
    return;
  }
  try {
    await saveFigure(shown.document, kind, join(session.folder, `figure-${id}`));
  } catch (error) {
    await complain(services, `Figure ${id}`, `Figure ${id} could not be saved. ${messageOf(error)}`);
  }
}
