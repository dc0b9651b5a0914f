import * as vscode from 'vscode';
import type { Job, JobsAtWork } from './jobsAtWork.js';

export interface JobsStatus<J> {
  /** Of the item, and its name in the status bar's menu. */
  readonly id: string;
  readonly name: string;
  /** What a click on it runs. */
  readonly command: string;
  /** The condition of the commands around such jobs. */
  readonly contextKey: string;
  /** `clusters-1 120/500` */
  readonly words: (job: J) => string;
  /** `trainings` */
  readonly plural: string;
}

/** The status bar's item while something of a kind is at work, and the condition of its commands. */
export function registerJobsStatus<J extends Job>(jobs: JobsAtWork<J>, status: JobsStatus<J>): vscode.Disposable {
  const { id, name, command, contextKey, words, plural } = status;
  const item = vscode.window.createStatusBarItem(id, vscode.StatusBarAlignment.Left);
  item.name = name;
  item.command = command;
  let wasAtWork = false;
  const update = (): void => {
    const { atWork } = jobs;
    const [first] = atWork;
    if (atWork.length > 0 !== wasAtWork) {
      wasAtWork = !wasAtWork;
      void vscode.commands.executeCommand('setContext', contextKey, wasAtWork);
    }
    if (first === undefined) {
      item.hide();
      return;
    }
    item.text = `$(sync~spin) ${atWork.length === 1 ? words(first) : `${atWork.length} ${plural}`}`;
    item.tooltip = `${atWork.map(words).join('\n')}\nClick to show or stop`;
    item.show();
  };
  return vscode.Disposable.from(item, jobs.onDidChange(update));
}

/** What a click on the status bar's item offers: to show each, or to stop it. */
export async function showJobs<J extends Job>(
  { atWork }: JobsAtWork<J>,
  { words, plural }: Pick<JobsStatus<J>, 'words' | 'plural'>,
  show: (job: J) => unknown,
): Promise<void> {
  const items = atWork.flatMap((job) => [
    { label: `$(graph) Show ${words(job)}`, act: () => show(job) },
    { label: `$(debug-stop) Stop ${words(job)}`, act: () => job.stop() },
  ]);
  // The last one may end between the click and here.
  if (items.length === 0) await vscode.window.showInformationMessage(`None of the ${plural} is at work any more.`);
  else (await vscode.window.showQuickPick(items, { placeHolder: `The ${plural} at work` }))?.act();
}
