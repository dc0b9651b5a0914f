import { basename } from 'node:path';
import { nextRun, proposedRun } from '../../jobs/runPlace.js';
import { networksOf, type TrainChoices } from '../../jobs/trainChoices.js';
import type { TrainingOptions } from '../../protocol/training.js';
import { askFolder, shownPath, workspaceRoot } from '../dialog/askFolder.js';
import { pickFolder } from '../dialog/pickFolder.js';
import { choose, type Answer, type Place } from '../dialog/question.js';
import { askAll, type Step } from '../dialog/steps.js';
import { changeSettings } from './settingsStep.js';
import { askBiases, askDataset, askInitialisation, drawsBiases, type TrainPlan } from './trainSteps.js';

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
          description: folder === null ? 'into a folder that you choose' : `into ${shownPath(folder)}`,
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
      : await askFolder(place, folder, {
          prompt: 'A folder for this run',
          elsewhere: async () => {
            const parent = await pickParent();
            return parent === null ? null : nextRun(parent, plan.choices.dataset);
          },
        });
  return chosen.kind === 'chosen' ? { kind: 'chosen', value: { ...plan, folder: chosen.value } } : chosen;
}

/** Asks for the folder in which the run's folder is made. */
export function pickParent(): Promise<string | null> {
  return pickFolder('Where the folder of this run goes', 'Train in here');
}

function proposal(dataset: string): string | null {
  const root = workspaceRoot();
  return root === null ? null : proposedRun(root, dataset);
}
