import { basename, isAbsolute, join, relative } from 'node:path';
import * as vscode from 'vscode';
import { nextRun, proposedRun } from '../../jobs/runPlace.js';
import { networksOf, type TrainChoices } from '../../jobs/trainChoices.js';
import type { TrainingOptions } from '../../protocol/training.js';
import { pickFolder } from '../dialog/pickFolder.js';
import { choose, write, type Answer, type Place } from '../dialog/question.js';
import { askAll, type Step } from '../dialog/steps.js';
import { changeSettings } from './settingsStep.js';
import { askBiases, askDataset, askInitialisation, besides, drawsBiases, type TrainPlan } from './trainSteps.js';

const TITLE = 'Train reference network';

export interface ChosenTraining {
  readonly choices: TrainChoices;
  /** Absolute path of the run's folder. */
  readonly folder: string;
}

/** Asks what to train and where; null when the user turned away. */
export async function askTraining(options: TrainingOptions, first: TrainChoices): Promise<ChosenTraining | null> {
  const plan = await askAll<TrainPlan>(TITLE, { choices: first, folder: null }, ({ choices }) => [
    askDataset(options),
    askInitialisation,
    ...(drawsBiases(choices) ? [askBiases] : []),
    confirm(options),
  ]);
  return plan === null || plan.folder === null ? null : { choices: plan.choices, folder: plan.folder };
}

/** The last question: train with these settings, change them, or train into another folder. */
function confirm(options: TrainingOptions): Step<TrainPlan> {
  return async (plan, place) => {
    let now = plan;
    for (;;) {
      const { choices } = now;
      const folder = now.folder ?? proposal(choices.dataset);
      const items = [
        {
          label: '$(play) Train',
          description: folder === null ? 'into a folder that you choose' : `into ${shown(folder)}`,
          detail: inWords(choices),
          value: 'train' as const,
        },
        {
          label: '$(settings-gear) Change settings…',
          detail: 'Layers, epochs, optimizer, batch, seed, scaling, kept epochs, mode, number of networks',
          value: 'settings' as const,
        },
        { label: '$(folder) Another folder…', value: 'folder' as const },
      ];
      const answer = await choose(place, items, { prompt: 'Ready to train' });
      if (answer.kind !== 'chosen') return answer;
      const next = await act(answer.value, now, folder, place, options);
      if (next.kind === 'cancelled') return next;
      if (next.kind === 'chosen') {
        if (answer.value === 'train') return next;
        now = next.value;
      }
    }
  };
}

function inWords(choices: TrainChoices): string {
  const { model, layers, epochs, optimizer, batch, seed } = choices;
  const networks = networksOf(choices);
  const what = model === null ? `Layers ${layers}` : basename(model);
  const how = model === null ? `, ${optimizer}` : '';
  const many = networks === null ? '' : `${networks} networks. `;
  return `${many}${what}, ${epochs} epochs${how}, batch ${batch}, seed ${seed}`;
}

async function act(
  what: 'train' | 'settings' | 'folder',
  plan: TrainPlan,
  folder: string | null,
  place: Place,
  options: TrainingOptions,
): Promise<Answer<TrainPlan>> {
  if (what === 'settings') return changeSettings(plan, place, options);
  const chosen =
    what === 'train' && folder !== null
      ? { kind: 'chosen' as const, value: folder }
      : await askFolder(plan, folder, place);
  return chosen.kind === 'chosen' ? { kind: 'chosen', value: { ...plan, folder: chosen.value } } : chosen;
}

/** By its path where a folder is open, else by the system's dialog. */
async function askFolder({ choices }: TrainPlan, folder: string | null, place: Place): Promise<Answer<string>> {
  const root = workspaceRoot();
  if (root === null) {
    const parent = await pickParent();
    return parent === null ? { kind: 'back' } : { kind: 'chosen', value: nextRun(parent, choices.dataset) };
  }
  const written = await write(besides(place, 'Folder'), folder === null ? '' : shown(folder), {
    prompt: `A folder for this run, in ${root} or absolute`,
    objection: (text) => (text.trim() === '' ? 'Write a path.' : null),
  });
  if (written.kind !== 'chosen') return written;
  return { kind: 'chosen', value: isAbsolute(written.value) ? written.value : join(root, written.value) };
}

/** Asks for the folder in which the run's folder is made. */
export function pickParent(): Promise<string | null> {
  return pickFolder('Where the folder of this run goes', 'Train in here');
}

function proposal(dataset: string): string | null {
  const root = workspaceRoot();
  return root === null ? null : proposedRun(root, dataset);
}

function workspaceRoot(): string | null {
  const folder = vscode.workspace.workspaceFolders?.find(({ uri }) => uri.scheme === 'file');
  return folder?.uri.fsPath ?? null;
}

/** Relative to the folder that is open, where it lies in it. */
function shown(folder: string): string {
  const root = workspaceRoot();
  const path = root === null ? folder : relative(root, folder);
  return path.startsWith('..') || path === '' ? folder : path;
}
