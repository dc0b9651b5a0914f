import { basename } from 'node:path';
import * as vscode from 'vscode';
import { CompareSession, type CompareChoices } from '../../jobs/compareSession.js';
import type { ChosenTarget } from '../../jobs/comparePlaces.js';
import { growthOf } from '../../jobs/growthOf.js';
import type { AskGrowth } from '../../jobs/growthQueue.js';
import { messageOf } from '../../network/failure.js';
import type { CompareExportKind, CompareHost, ComparePage } from '../../protocol/comparePanel.js';
import { connect, type Peer } from '../../protocol/rpc.js';
import { complain } from '../complain.js';
import { panelHtml } from '../panelHtml.js';
import type { Services } from '../services.js';
import { shownPanels, type ShownPanel } from '../shownPanels.js';
import { watchRun } from '../watchRun.js';
import { pageFolder, pickSampleData, pictureOf, webviewChannel } from '../webviewPage.js';
import type { ComparedResource } from './comparedResource.js';
import { saveComparison } from './exportComparison.js';

const GROWTH_WORKER = 'dist/worker/growth.mjs';

export interface ComparePanelOptions {
  readonly title: string;
  readonly resources: readonly ComparedResource[];
  /** The resources as files on disk. */
  readonly targets: readonly ChosenTarget[];
  /** What was chosen before the window was reloaded. */
  readonly choices: CompareChoices | null;
  readonly onChosen: (choices: CompareChoices) => void;
}

/** A comparison in a webview. It ends with its webview. */
export class ComparePanel implements ShownPanel {
  private readonly session: CompareSession;
  private readonly page: Peer<ComparePage>;

  constructor(
    private readonly services: Services,
    private readonly panel: vscode.WebviewPanel,
    private readonly options: ComparePanelOptions,
  ) {
    const { context, log } = services;
    const { title, targets, resources } = options;
    const watchers: vscode.Disposable[] = [];
    panel.webview.options = { enableScripts: true, localResourceRoots: [pageFolder(context.extensionUri)] };
    const script = context.asAbsolutePath(GROWTH_WORKER);
    const askGrowth: AskGrowth = (pair, call) =>
      growthOf(script, { ...pair, cache: services.datasets, isRestricted: !vscode.workspace.isTrusted }, call);
    this.session = new CompareSession(services.pool, services.cache, title, targets, askGrowth, {
      view: (view) => this.page.notify('view', view),
      activity: (activity) => this.page.notify('activity', { activity }),
      checkpoint: (run, index, { report, sketch }) => this.page.notify('checkpoint', { run, index, report, sketch }),
      compared: (answer) => this.page.notify('compared', answer),
      failure: (message, isNews) => {
        this.page.notify('failure', { message });
        if (isNews) this.complain(message);
      },
      follows: (paths) => watchers.push(watchRun(paths, (isNew) => this.session.filesChanged(isNew))),
    });
    this.page = connect<CompareHost, ComparePage>(webviewChannel(panel.webview), {
      ready: () => this.session.replay(),
      choose: ({ a, b }) => this.chosen(() => this.session.choose(a, b)),
      setMatch: ({ match }) => this.chosen(() => this.session.setMatch(match)),
      attachData: () => this.attachData(),
      removeData: () => this.session.attachData(null),
      exportComparison: ({ kind }) => this.exportReport(kind),
      cancel: () => this.session.cancel(),
      showLog: () => log.show(),
      copy: async ({ text }) => vscode.env.clipboard.writeText(text),
    });
    shownPanels.add(this);
    panel.onDidDispose(() => {
      shownPanels.delete(this);
      vscode.Disposable.from(...watchers).dispose();
      this.session.dispose();
      this.page.dispose();
    });
    panel.webview.html = panelHtml(panel.webview, context.extensionUri, { compare: resources });
    void this.session.start(options.choices);
  }

  get active(): boolean {
    return this.panel.active;
  }

  get visible(): boolean {
    return this.panel.visible;
  }

  /** Asked for again: whatever was cancelled or has changed is read. */
  refresh(): void {
    this.session.refresh();
  }

  async attachData(): Promise<void> {
    // Not beside the temporary file of a version in Git.
    const file = await pickSampleData(this.options.resources[0]?.paths[0] ?? '');
    if (file === null) return;
    try {
      await this.session.attachData(file);
    } catch (error) {
      this.complain(`${basename(file)} was not attached. ${messageOf(error)}`);
    }
  }

  /** Saves the comparison; asks for the kind when none is given. */
  async exportReport(kind: CompareExportKind | null = null): Promise<void> {
    const snapshot = this.session.snapshot();
    if (snapshot === null || snapshot.comparison === null) {
      await vscode.window.showInformationMessage('There is no comparison to export yet.');
      return;
    }
    try {
      await saveComparison({
        kind,
        snapshot,
        comparison: snapshot.comparison,
        folder: this.options.resources[1]?.paths[0] ?? '',
        assets: pageFolder(this.services.context.extensionUri),
        picture: (type) => pictureOf(this.page, type),
      });
    } catch (error) {
      this.complain(`The comparison could not be saved. ${messageOf(error)}`);
    }
  }

  private chosen(choose: () => void): void {
    choose();
    this.options.onChosen(this.session.choices);
  }

  private complain(message: string): void {
    void complain(this.services, this.options.title, message);
  }
}
