import * as vscode from 'vscode';
import type { LiveTraining } from '../../jobs/liveTraining.js';
import { showAnalysis } from '../analysisPanel.js';
import { commandIds } from '../contributions.js';
import { registerJobsStatus, showJobs } from '../jobsStatus.js';
import { activePanel } from '../runPanel.js';
import type { Services } from '../services.js';
import { resume, train } from './trainCommand.js';
import { status, words } from './trainingStatus.js';

/** The commands around a training, and its status bar item. */
export function registerTraining(services: Services): void {
  const { context, trainings } = services;
  const register = (id: string, run: (...args: never[]) => unknown): void => {
    context.subscriptions.push(vscode.commands.registerCommand(id, run));
  };
  register(commandIds.train, () => train(services));
  register(commandIds.stopTraining, async () => (await whichTraining(services, 'Stop which training?'))?.stop());
  register(commandIds.resumeTraining, (folder?: string) => resumeChosen(services, folder));
  register(commandIds.showTrainings, () =>
    showJobs(trainings, status, ({ folder }) => showAnalysis(services, [vscode.Uri.file(folder)])),
  );
  context.subscriptions.push(registerJobsStatus(trainings, status));
}

/** The one in the active panel, the only one, or the one chosen. */
async function whichTraining({ trainings }: Services, placeHolder: string): Promise<LiveTraining | undefined> {
  const { atWork } = trainings;
  const shown = atWork.find(({ folder }) => folder === activePanel()?.folder);
  if (shown !== undefined || atWork.length <= 1) return shown ?? atWork[0];
  const items = atWork.map((training) => ({ label: words(training), detail: training.folder, training }));
  return (await vscode.window.showQuickPick(items, { placeHolder }))?.training;
}

/** From the page its folder is handed over, from the palette nothing. */
async function resumeChosen(services: Services, folder: string | undefined): Promise<void> {
  const panel = activePanel();
  const target = folder ?? (panel?.resumable === true ? panel.folder : null);
  if (target !== null) await resume(services, target);
  else await vscode.window.showInformationMessage('Open the folder of a run that was stopped, then resume it.');
}
