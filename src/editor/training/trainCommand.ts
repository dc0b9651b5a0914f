import { availableParallelism } from 'node:os';
import * as vscode from 'vscode';
import type { TrainingOrder } from '../../jobs/liveTraining.js';
import { nextRun } from '../../jobs/runPlace.js';
import {
  keepOf,
  networksOf,
  restoredChoices,
  scalingOf,
  settingsOf,
  type TrainChoices,
} from '../../jobs/trainChoices.js';
import type { TrainRun } from '../../jobs/trainRun.js';
import { messageOf } from '../../network/failure.js';
import type { TensorflowParams, TrainParams } from '../../protocol/training.js';
import { showAnalysis } from '../analysisPanel.js';
import { complain } from '../complain.js';
import type { Services } from '../services.js';
import { setting } from '../settings.js';
import { findFiles } from './findFiles.js';
import { startTraining, type Instead } from './startTraining.js';
import { askTraining, pickParent, type ChosenTraining } from './trainDialog.js';
import { trainRun } from './trainRun.js';

const CHOICES = 'morphoscope.trainChoices';

/** Asks what to train, and trains it. */
export async function train(services: Services): Promise<void> {
  const memory = services.context.workspaceState;
  const chosen = await withRun(services, async (run) =>
    askTraining(await run.choices(), restoredChoices(memory.get(CHOICES))),
  );
  if (chosen === undefined || chosen === null) return;
  await memory.update(CHOICES, chosen.choices);
  await trainChosen(services, chosen);
}

/** Goes on with the run of a folder. */
export async function resume(services: Services, folder: string): Promise<void> {
  if (isAtWork(services, folder)) return;
  await withRun(services, async (run) => {
    const { networks, engine, ...stored } = await run.stored(folder);
    const data = await findFiles(services, run, stored.dataset, stored.dataFolder);
    if (data === null) return;
    const tensorflow = engine === 'tfjs' ? tensorflowParams(null) : null;
    const params = { ...fixed(folder, true), ...stored, ...data, tensorflow };
    await startTraining(services, run, orderOf(params, networks));
  });
}

async function trainChosen(services: Services, { choices, folder }: ChosenTraining): Promise<void> {
  if (isAtWork(services, folder)) return;
  const instead = await withRun(services, async (run): Promise<Instead> => {
    const { dataset, mode, model } = choices;
    const data = await findFiles(services, run, dataset, null);
    if (data === null) return null;
    const params = {
      ...fixed(folder, false),
      ...data,
      dataset,
      mode,
      settings: settingsOf(choices),
      keep: keepOf(choices),
      scaling: scalingOf(choices),
      tensorflow: model === null ? null : tensorflowParams(model),
    };
    return startTraining(services, run, orderOf(params, networksOf(choices)));
  });
  if (instead === 'resume') await resume(services, folder);
  else if (instead === 'elsewhere') await trainElsewhere(services, choices);
}

function orderOf(params: TrainParams, networks: number | null): TrainingOrder {
  if (networks === null) return { unit: 'epoch', params };
  // One core is left for the editor itself.
  return { unit: 'network', params: { ...params, networks, workers: Math.max(1, availableParallelism() - 1) } };
}

/** Its loss and optimizer are those the model was compiled with. */
function tensorflowParams(model: string | null): TensorflowParams {
  return { model, loss: null, optimizer: null };
}

async function trainElsewhere(services: Services, choices: TrainChoices): Promise<void> {
  const parent = await pickParent();
  if (parent !== null) await trainChosen(services, { choices, folder: nextRun(parent, choices.dataset) });
}

/** A second training in the same folder would be refused by its lock; the first is shown instead. */
function isAtWork(services: Services, folder: string): boolean {
  if (services.trainings.of(folder)?.isAtWork !== true) return false;
  showAnalysis(services, [vscode.Uri.file(folder)]);
  return true;
}

function fixed(folder: string, isResumed: boolean) {
  const path = setting('tfjsNodePath');
  const tfjsNode = path === '' ? null : { path, isRestricted: !vscode.workspace.isTrusted };
  return { folder, resume: isResumed, exportTfjs: false, tfjsNode, version: MORPHOSCOPE_VERSION };
}

/** What goes wrong before a training begins is told; undefined then. */
async function withRun<T>(services: Services, use: (run: TrainRun) => Promise<T>): Promise<T | undefined> {
  const run = trainRun(services);
  try {
    return await use(run);
  } catch (error) {
    await complain(services, 'Training', messageOf(error));
    return undefined;
  } finally {
    await run.dispose();
  }
}
