import * as vscode from 'vscode';
import type { LiveTraining } from '../../jobs/liveTraining.js';
import { showAnalysis } from '../analysisPanel.js';
import { commandIds } from '../contributions.js';
import { activePanel } from '../runPanel.js';
import type { Services } from '../services.js';
import { resume, train } from './trainCommand.js';
import { registerTrainingStatus, words } from './trainingStatus.js';

/** The commands around a training, and its status bar item. */
export function registerTraining(services: Services): void {
  const { context, trainings } = services;
  const register = (id: string, run: (...args: never[]) => unknown): void => {
    context.subscriptions.push(vscode.commands.registerCommand(id, run));
  };
  register(commandIds.train, () => train(services));
  register(commandIds.stopTraining, async () => (await whichTraining(services, 'Stop which training?'))?.stop());
  register(commandIds.resumeTraining, (folder?: string) => resumeChosen(services, folder));
  register(commandIds.showTrainings, () => showTrainings(services));
  context.subscriptions.push(registerTrainingStatus(trainings));
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

/** What a click on the status bar's item offers. */
async function showTrainings(services: Services): Promise<void> {
  const items = services.trainings.atWork.flatMap((training) => {
    const label = words(training);
    return [
      { label: `$(graph) Show ${label}`, act: () => showAnalysis(services, [vscode.Uri.file(training.folder)]) },
      { label: `$(debug-stop) Stop ${label}`, act: () => training.stop() },
    ];
  });
  // The last one may end between the click and here.
  if (items.length === 0) await vscode.window.showInformationMessage('No training is at work any more.');
  else (await vscode.window.showQuickPick(items, { placeHolder: 'Trainings at work' }))?.act();
}
