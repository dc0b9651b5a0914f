import { basename, join } from 'node:path';
import * as vscode from 'vscode';
import { RunSession } from '../jobs/runSession.js';
import { canBeResumed } from '../jobs/trainingView.js';
import { messageOf } from '../network/failure.js';
import type { ExportKind, PanelHost, PanelPage, TrainingView } from '../protocol/panel.js';
import { connect, type Channel, type Peer } from '../protocol/rpc.js';
import { complain } from './complain.js';
import { commandIds, contextKeys } from './contributions.js';
import { saveReport } from './exportReport.js';
import { panelHtml } from './panelHtml.js';
import type { Services } from './services.js';
import { exportModel } from './training/exportModel.js';
import { openFolder } from './training/openFolder.js';
import { watchRun } from './watchRun.js';

const panels = new Set<RunPanel>();

/** Drawing takes a moment; a page that takes longer is not there. */
const PICTURE_MS = 15_000;

/** The panel that commands from the palette mean: the active one, else one that is in sight. */
export function activePanel(): RunPanel | undefined {
  const all = [...panels];
  return all.find(({ active }) => active) ?? all.find(({ visible }) => visible);
}

/** Tells the conditions in package.json what the panel in sight shows. */
let toldResumable = false;
function tellResumable(): void {
  const resumable = activePanel()?.resumable === true;
  if (resumable === toldResumable) return;
  toldResumable = resumable;
  void vscode.commands.executeCommand('setContext', contextKeys.resumable, resumable);
}

/** A run in a webview, in a panel of its own or as a custom editor. It ends with its webview. */
export class RunPanel {
  private readonly session: RunSession;
  private readonly page: Peer<PanelPage>;
  private toldTraining = '';

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
    this.session = new RunSession(services.pool, services.cache, title, paths, {
      run: (view) => {
        this.page.notify('run', view);
        this.tellTraining();
      },
      checkpoint: (index, { report, sketch }) => this.page.notify('checkpoint', { index, report, sketch }),
      failure: (message, isNews) => {
        this.page.notify('failure', { message });
        if (isNews) this.complain(message);
      },
    });
    this.page = connect<PanelHost, PanelPage>(webviewChannel(panel.webview), {
      ready: () => {
        this.toldTraining = '';
        this.tellTraining();
        this.session.replay();
      },
      attachData: () => this.attachData(),
      removeData: () => this.session.attachData(null),
      exportReport: ({ kind }) => this.exportReport(kind),
      cancel: () => this.session.cancel(),
      showLog: () => log.show(),
      stopTraining: () => services.trainings.of(this.folder)?.stop(),
      resumeTraining: async () => vscode.commands.executeCommand(commandIds.resumeTraining, this.folder),
      openFolder: () => openFolder(this.folder),
      openNetwork: async ({ folder }) => this.openNetwork(folder),
      exportModel: () => exportModel(services, this.folder),
      copy: async ({ text }) => vscode.env.clipboard.writeText(text),
      prune: ({ index, prune }) => this.session.prune(index, prune),
    });
    const watcher = watchRun(paths, (isNew) => this.session.filesChanged(isNew));
    const following = services.trainings.onDidChange((training) => {
      if (training.folder !== this.folder) return;
      this.tellTraining();
      // Not only the watcher: it is late, and a training's last files must be looked at for certain.
      this.session.filesChanged(!training.isAtWork);
    });
    const looking = panel.onDidChangeViewState(tellResumable);
    panels.add(this);
    panel.onDidDispose(() => {
      panels.delete(this);
      watcher.dispose();
      following.dispose();
      looking.dispose();
      this.session.dispose();
      this.page.dispose();
      tellResumable();
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

  /** The folder of the run, where it is one. */
  get folder(): string {
    return this.paths[0] ?? '';
  }

  /** Where the run's training stands; null for a run that was not trained here. */
  get training(): TrainingView | null {
    if (this.paths.length > 1) return null;
    return this.services.trainings.of(this.folder)?.view ?? this.session.training;
  }

  get resumable(): boolean {
    return canBeResumed(this.training?.status ?? 'finished');
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
    if (file === undefined) return;
    try {
      await this.session.attachData(file.fsPath);
    } catch (error) {
      this.complain(`${basename(file.fsPath)} was not attached. ${messageOf(error)}`);
    }
  }

  /** Asked for again: whatever was cancelled or has changed is measured. */
  refresh(): void {
    this.session.refresh();
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
        picture: (type) => this.picture(type),
      });
    } catch (error) {
      this.complain(`The report could not be saved. ${messageOf(error)}`);
    }
  }

  private async picture(kind: 'svg' | 'png'): Promise<string> {
    const patience = AbortSignal.timeout(PICTURE_MS);
    try {
      return await this.page.call('picture', { kind }, { signal: patience });
    } catch (error) {
      // A page that is not in sight does not answer.
      throw patience.aborted ? new Error('Bring the panel to the front, where it can be drawn, and try again.') : error;
    }
  }

  private async openNetwork(name: string): Promise<void> {
    // The page names one of the folders that it was told of, and nothing else.
    if (!/^network-\d+$/.test(name)) return;
    await vscode.commands.executeCommand(commandIds.analyze, vscode.Uri.file(join(this.folder, name)));
  }

  private tellTraining(): void {
    const { training } = this;
    const told = JSON.stringify(training);
    if (told === this.toldTraining) return;
    this.toldTraining = told;
    this.page.notify('training', { training });
    tellResumable();
  }

  private complain(message: string): void {
    void complain(this.services, this.paths.join(', '), message);
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
