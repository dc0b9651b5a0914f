import { basename } from 'node:path';
import * as vscode from 'vscode';
import type { LiveTraining } from '../../jobs/liveTraining.js';
import { shortly } from '../../jobs/shortly.js';
import { commandIds, contextKeys } from '../contributions.js';
import type { Trainings } from './trainings.js';

/** The status bar's item while something trains, and the condition of its commands. */
export function registerTrainingStatus(trainings: Trainings): vscode.Disposable {
  const item = vscode.window.createStatusBarItem('morphoscope.training', vscode.StatusBarAlignment.Left);
  item.name = 'Morphoscope trainings';
  item.command = commandIds.showTrainings;
  let wasAtWork = false;
  const update = (): void => {
    const { atWork } = trainings;
    const [first] = atWork;
    if (atWork.length > 0 !== wasAtWork) {
      wasAtWork = !wasAtWork;
      void vscode.commands.executeCommand('setContext', contextKeys.training, wasAtWork);
    }
    if (first === undefined) {
      item.hide();
      return;
    }
    item.text = `$(sync~spin) ${atWork.length === 1 ? words(first) : `${atWork.length} trainings`}`;
    item.tooltip = `${atWork.map(words).join('\n')}\nClick to show or stop`;
    item.show();
  };
  return vscode.Disposable.from(item, trainings.onDidChange(update));
}

/** `clusters-1 120/500 · loss 1.234` */
export function words({ folder, view }: LiveTraining): string {
  const { status, unit, done, total, loss } = view;
  if (done === null || total === null)
    return `${basename(folder)} ${status === 'stopping' ? 'stopping' : 'loading data'}`;
  return `${basename(folder)} ${done}/${total}${unit === 'network' ? ' networks' : ''}${loss === null ? '' : ` · loss ${shortly(loss)}`}`;
}
