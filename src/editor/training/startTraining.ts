import { existsSync } from 'node:fs';
import { basename, join } from 'node:path';
import * as vscode from 'vscode';
import { LiveTraining, type TrainingEnd, type TrainingOrder } from '../../jobs/liveTraining.js';
import type { TrainRun } from '../../jobs/trainRun.js';
import { CheckpointError, messageOf } from '../../network/failure.js';
import { closeAnalysis, isShown, showAnalysis } from '../analysisPanel.js';
import { complain, complainOffering } from '../complain.js';
import type { Services } from '../services.js';

/** What a user can do about a folder that holds a run already. */
export type Instead = 'resume' | 'elsewhere' | null;

const RESUME = 'Resume';
const ELSEWHERE = 'Another folder…';

/**
 * Trains into a folder and shows it in its panel; resolves when it has ended and was told.
 * @param run is used up by it
 */
export async function startTraining(services: Services, run: TrainRun, order: TrainingOrder): Promise<Instead> {
  const { trainings, log } = services;
  const { folder } = order.params;
  const training = new LiveTraining(run, order, () => trainings.changed(training));
  log.info(`Training into ${folder} begins.`);
  const ended = training.train(() => showAnalysis(services, [vscode.Uri.file(folder)]));
  trainings.add(training, ended);
  try {
    tell(services, folder, await ended);
    return null;
  } catch (error) {
    trainings.forget(training);
    if (!existsSync(folder)) closeAnalysis(folder);
    return await refused(services, order, error);
  }
}

function tell(services: Services, folder: string, { status, unit, done, total, notes }: TrainingEnd): void {
  const name = basename(folder);
  for (const note of notes) services.log.info(`${name}: ${note}`);
  if (status === 'diverged') void complain(services, name, notes.at(-1) ?? `The training of ${name} diverged.`);
  else if (!isShown(folder)) {
    const show = 'Show';
    const end =
      status === 'finished' ? `has finished its ${total} ${unit}s` : `stopped after ${done} of ${total} ${unit}s`;
    void vscode.window.showInformationMessage(`${name} ${end}.`, show).then((choice) => {
      if (choice === show) showAnalysis(services, [vscode.Uri.file(folder)]);
    });
  }
}

async function refused(
  services: Services,
  { params: { folder, resume } }: TrainingOrder,
  error: unknown,
): Promise<Instead> {
  const holdsRun = error instanceof CheckpointError && error.reason === 'usage' && existsSync(join(folder, 'run.json'));
  if (resume || !holdsRun) {
    await complain(services, folder, messageOf(error));
    return null;
  }
  const choice = await complainOffering(services, folder, error.message, [RESUME, ELSEWHERE]);
  if (choice === undefined) return null;
  return choice === RESUME ? 'resume' : 'elsewhere';
}
