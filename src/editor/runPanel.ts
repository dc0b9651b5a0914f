import { basename, join } from 'node:path';
import * as vscode from 'vscode';
import { RunSession } from '../jobs/runSession.js';
import { canBeResumed } from '../jobs/trainingView.js';
import { messageOf } from '../network/failure.js';
import type { CompareWith, ExportKind, PanelHost, PanelPage, TrainingView } from '../protocol/panel.js';
import { connect, type Peer } from '../protocol/rpc.js';
import { askTargets, type Proposal } from './compare/askTargets.js';
import type { ComparedResource } from './compare/comparedResource.js';
import { showComparison } from './compare/showComparison.js';
import { complain } from './complain.js';
import { commandIds, contextKeys } from './contributions.js';
import { saveReport } from './exportReport.js';
import { panelHtml } from './panelHtml.js';
import type { Services } from './services.js';
import { meantPanel, shownPanels, type ShownPanel } from './shownPanels.js';
import { exportModel } from './training/exportModel.js';
import { openFolder } from './training/openFolder.js';
import { watchRun } from './watchRun.js';
import { pageFolder, pickSampleData, pictureOf, webviewChannel } from './webviewPage.js';

/** The analysis that commands from the palette mean. */
export function activePanel(): RunPanel | undefined {
  return meantPanel([...shownPanels].filter((panel) => panel instanceof RunPanel));
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
export class RunPanel implements ShownPanel {
  private readonly session: RunSession;
  private readonly page: Peer<PanelPage>;
  private toldTraining = '';

  constructor(
    private readonly services: Services,
    private readonly panel: vscode.WebviewPanel,
    private readonly paths: readonly string[],
    title: string,
    /** For a version in Git: itself and the file on disk. */
    private readonly counterpart: readonly ComparedResource[] | null = null,
  ) {
    const { context, log } = services;
    panel.webview.options = {
      enableScripts: true,
      localResourceRoots: [pageFolder(context.extensionUri)],
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
      compare: ({ index, to }) => this.compare(index, to),
    });
    const watcher = watchRun(paths, (isNew) => this.session.filesChanged(isNew));
    const following = services.trainings.onDidChange((training) => {
      if (training.folder !== this.folder) return;
      this.tellTraining();
      // Not only the watcher: it is late, and a training's last files must be looked at for certain.
      this.session.filesChanged(!training.isAtWork);
    });
    const looking = panel.onDidChangeViewState(tellResumable);
    shownPanels.add(this);
    panel.onDidDispose(() => {
      shownPanels.delete(this);
      watcher.dispose();
      following.dispose();
      looking.dispose();
      this.session.dispose();
      this.page.dispose();
      tellResumable();
    });
    panel.webview.html = panelHtml(panel.webview, context.extensionUri, {
      paths,
      counterpart: counterpart !== null,
    });
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

  /** Its epochs, to be compared. */
  get proposals(): readonly Proposal[] {
    const { view } = this.session.snapshot() ?? {};
    return (view?.epochs ?? []).flatMap(({ epoch, file }, index) => {
      const resource = this.resourceAt(index);
      return resource === null
        ? []
        : [{ label: epoch === null ? file : `epoch ${epoch}`, where: view?.title ?? '', resource }];
    });
  }

  /** Asks for sample data and measures embedding dimension and live nodes with it. */
  async attachData(): Promise<void> {
    const file = await pickSampleData(this.folder);
    if (file === null) return;
    try {
      await this.session.attachData(file);
    } catch (error) {
      this.complain(`${basename(file)} was not attached. ${messageOf(error)}`);
    }
  }

  /** Asked for again: whatever was cancelled or has changed is measured. */
  refresh(): void {
    this.session.refresh();
  }

  /** Saves the report; asks for the kind when none is given. */
  async exportReport(kind: ExportKind | null = null): Promise<void> {
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
        assets: pageFolder(this.services.context.extensionUri),
        picture: (type) => pictureOf(this.page, type),
      });
    } catch (error) {
      this.complain(`The report could not be saved. ${messageOf(error)}`);
    }
  }

  private async compare(index: number, to: CompareWith): Promise<void> {
    const shown = this.resourceAt(index);
    if (to === 'counterpart') {
      if (this.counterpart !== null) await showComparison(this.services, this.counterpart);
    } else if (shown !== null) {
      const other = to === 'other' ? null : this.resourceAt(to);
      // The earlier epoch is a.
      const pair = typeof to === 'number' && to < index ? [other, shown] : [shown, other];
      const resources = to === 'other' ? await askTargets(this.proposals, shown) : pair.filter((one) => one !== null);
      if (resources?.length === 2) await showComparison(this.services, resources);
    }
  }

  /** An epoch of this run as something to compare. */
  private resourceAt(index: number): ComparedResource | null {
    const file = this.session.paramsOf(index)?.file;
    // The temporary file of a version in Git is nothing to come back to.
    if (this.counterpart !== null) return this.counterpart[0] ?? null;
    if (file === undefined) return null;
    const isItself = this.paths.length === 1 && file.path === this.folder;
    return { paths: this.paths, file: isItself ? null : file.name };
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
