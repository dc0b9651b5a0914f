import * as vscode from 'vscode';
import type { ReproduceRun } from '../../jobs/reproduceRun.js';
import { CheckpointError, messageOf } from '../../network/failure.js';
import type { FigureExportKind, SimulationHost, SimulationPage } from '../../protocol/figuresPanel.js';
import { connect, type Params, type Peer } from '../../protocol/rpc.js';
import { SIMULATION_DEFAULTS, type Simulation, type SimulationSettings } from '../../protocol/simulation.js';
import { complain } from '../complain.js';
import { panelHtml } from '../panelHtml.js';
import { reproduceThread } from '../reproduce/reproduceThread.js';
import type { Services } from '../services.js';
import { pageFolder, webviewChannel } from '../webviewPage.js';
import { saveSimulation } from './exportSimulation.js';

type State = Params<SimulationPage, 'state'>;

const NAME = 'Simulation';
const SETTINGS = 'morphoscope.simulation';

/** Simulations in a webview, one at a time, in a thread of their own. They end with their webview. */
export class SimulationPanel {
  private readonly page: Peer<SimulationPage>;
  private thread: ReproduceRun | null = null;
  private working: AbortController | null = null;
  private state: State;

  constructor(
    private readonly services: Services,
    panel: vscode.WebviewPanel,
  ) {
    const { context } = services;
    panel.webview.options = { enableScripts: true, localResourceRoots: [pageFolder(context.extensionUri)] };
    const settings = context.workspaceState.get(SETTINGS, SIMULATION_DEFAULTS.intralayer);
    this.state = { settings, simulation: null, fraction: null, error: null };
    this.page = connect<SimulationHost, SimulationPage>(webviewChannel(panel.webview), {
      ready: () => this.page.notify('state', this.state),
      simulate: (asked) => this.simulate(asked),
      cancel: () => this.cancel(),
      exportSimulation: ({ kind }) => this.save(kind),
      copy: async ({ text }) => vscode.env.clipboard.writeText(text),
    });
    panel.onDidDispose(() => {
      this.working?.abort();
      this.page.dispose();
      void this.thread?.dispose();
    });
    panel.webview.html = panelHtml(panel.webview, context.extensionUri, { simulate: true });
    void this.simulate(settings);
  }

  /** Ends the one at work; what is drawn stays until the new one is there. */
  private async simulate(settings: SimulationSettings): Promise<void> {
    this.working?.abort();
    const working = new AbortController();
    this.working = working;
    void this.services.context.workspaceState.update(SETTINGS, settings);
    this.change({ settings, fraction: 0, error: null });
    try {
      this.thread ??= reproduceThread(this.services);
      const simulation = await this.thread.simulate(settings, {
        signal: working.signal,
        onProgress: (fraction) => {
          if (this.working === working) this.change({ fraction: fraction as number });
        },
      });
      if (this.working === working) this.ended({ simulation });
    } catch (error) {
      if (this.working === working) this.failed(error);
    }
  }

  private cancel(): void {
    this.working?.abort();
  }

  private failed(error: unknown): void {
    const reason = error instanceof CheckpointError ? error.reason : 'bug';
    if (reason === 'crashed') {
      void this.thread?.dispose();
      this.thread = null;
    }
    if (reason === 'cancelled') this.ended({});
    else {
      this.services.log.error(`${NAME}: ${messageOf(error)}`);
      this.ended({ error: messageOf(error) });
    }
  }

  private ended(part: { readonly simulation?: Simulation; readonly error?: string }): void {
    this.working = null;
    this.change({ ...part, fraction: null });
  }

  private change(part: Partial<State>): void {
    this.state = { ...this.state, ...part };
    this.page.notify('state', this.state);
  }

  private async save(kind: FigureExportKind): Promise<void> {
    const { simulation } = this.state;
    if (simulation === null) {
      await vscode.window.showInformationMessage('There is no simulation to export yet.');
      return;
    }
    try {
      await saveSimulation(simulation, kind);
    } catch (error) {
      await complain(this.services, NAME, `The simulation could not be saved. ${messageOf(error)}`);
    }
  }
}
