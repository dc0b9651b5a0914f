import * as vscode from 'vscode';
import { RunSession } from '../jobs/runSession.js';
import type { ExportKind, PanelHost, PanelPage } from '../protocol/panel.js';
import { connect, type Channel, type Peer } from '../protocol/rpc.js';
import { saveReport } from './exportReport.js';
import { panelHtml } from './panelHtml.js';
import type { Services } from './services.js';
import { watchRun } from './watchRun.js';

const panels = new Set<RunPanel>();

/** The panel that commands from the palette mean: the active one, else the only one in sight. */
export function activePanel(): RunPanel | undefined {
  const all = [...panels];
  return all.find(({ active }) => active) ?? all.find(({ visible }) => visible);
}

/** A run in a webview, in a panel of its own or as a custom editor. It ends with its webview. */
export class RunPanel {
  private readonly session: RunSession;
  private readonly page: Peer<PanelPage>;

  constructor(
    private readonly services: Services,
    private readonly panel: vscode.WebviewPanel,
    private readonly paths: readonly string[],
    title: string,
  ) {
    const { context, log } = services;
    panel.webview.options = {
      enableScripts: true,
      localResourceRoots: [vscode.Uri.joinPath(context.extensionUri, 'dist', 'page')],
    };
    const quiet = (call: Promise<unknown>): void => {
      call.catch((error: unknown) => log.debug(`The page did not take a message: ${String(error)}`));
    };
    this.session = new RunSession(services.pool, services.cache, title, paths, {
      run: (view) => quiet(this.page.call('run', view)),
      checkpoint: (index, { report, sketch }) => quiet(this.page.call('checkpoint', { index, report, sketch })),
      failure: (message) => {
        quiet(this.page.call('failure', { message }));
        this.complain(message);
      },
    });
    this.page = connect<PanelHost, PanelPage>(webviewChannel(panel.webview), {
      ready: () => this.session.replay(),
      attachData: () => this.attachData(),
      exportReport: ({ kind }) => this.exportReport(kind),
      cancel: () => this.session.cancel(),
      showLog: () => log.show(),
      copy: async ({ text }) => vscode.env.clipboard.writeText(text),
      prune: ({ index, prune }) => this.session.prune(index, prune),
    });
    const watcher = watchRun(paths, () => this.session.refreshSoon());
    panels.add(this);
    panel.onDidDispose(() => {
      panels.delete(this);
      watcher.dispose();
      this.session.dispose();
      this.page.dispose();
    });
    panel.webview.html = panelHtml(panel.webview, context.extensionUri, { paths });
    this.session.refresh();
  }

  get active(): boolean {
    return this.panel.active;
  }

  get visible(): boolean {
    return this.panel.visible;
  }

  /** Asks for sample data and measures embedding dimension and live nodes with it. */
  async attachData(): Promise<void> {
    const picked = await vscode.window.showOpenDialog({
      title: 'Attach sample data: one row a sample',
      openLabel: 'Attach',
      canSelectMany: false,
      filters: { 'Sample data': ['npy', 'npz', 'csv'] },
      defaultUri: vscode.Uri.file(this.paths[0] ?? ''),
    });
    const [file] = picked ?? [];
    if (file !== undefined) this.session.attachData(file.fsPath);
  }

  /** Saves the report; asks for the kind when none is given. */
  async exportReport(kind: ExportKind | null): Promise<void> {
    const snapshot = this.session.snapshot();
    if (snapshot === null) {
      await vscode.window.showInformationMessage('There is nothing to export yet.');
      return;
    }
    try {
      await saveReport({
        kind,
        path: this.paths.join(' '),
        folder: this.paths[0] ?? '',
        view: snapshot.view,
        measured: snapshot.measured,
        assets: vscode.Uri.joinPath(this.services.context.extensionUri, 'dist', 'page'),
        picture: (type) => this.page.call('picture', { kind: type }),
      });
    } catch (error) {
      this.complain(`The report could not be saved: ${error instanceof Error ? error.message : String(error)}`);
    }
  }

  private complain(message: string): void {
    const { log } = this.services;
    log.error(`${this.paths.join(', ')}: ${message}`);
    void vscode.window.showErrorMessage(message, 'Show log').then((choice) => {
      if (choice !== undefined) log.show();
    });
  }
}

function webviewChannel(webview: vscode.Webview): Channel {
  return {
    post: (message) => void webview.postMessage(message),
    listen(onMessage) {
      const subscription = webview.onDidReceiveMessage(onMessage);
      return () => void subscription.dispose();
    },
  };
}
