import { basename } from 'node:path';
import * as vscode from 'vscode';
import { initialisations } from '../../jobs/initialisations.js';
import { objection, settingReaders, type TrainChoices } from '../../jobs/trainChoices.js';
import type { TrainingOptions } from '../../protocol/training.js';
import { besides, choose, write, type Answer, type Choice } from '../dialog/question.js';
import type { Step } from '../dialog/steps.js';

/** What the dialog gathers. */
export interface TrainPlan {
  readonly choices: TrainChoices;
  /** Absolute path of the run's folder; null for a folder that is still to be asked for. */
  readonly folder: string | null;
}

type PlanStep = Step<TrainPlan>;

/** The choice of a model in place of a way to draw weights. */
const MODEL = 'model';

/** Which data: those with a name, the table used last, another table. */
export function askDataset({ datasets }: TrainingOptions): PlanStep {
  return async (plan, place) => {
    const { dataset } = plan.choices;
    const named = datasets.map(({ id, title, detail }) => ({ label: title, detail, value: id }));
    const isTable = !datasets.some(({ id }) => id === dataset);
    const used = isTable
      ? [{ label: basename(dataset), description: 'used last', detail: dataset, value: dataset }]
      : [];
    const own = {
      label: 'A table of your own…',
      detail: '.csv or .npy with the target in the last column, or .npz with arrays x and y',
      value: null,
    };
    for (;;) {
      const prompt = 'What the network learns';
      const answer = await choose<string | null>(place, [...named, ...used, own], { prompt, active: dataset });
      if (answer.kind !== 'chosen') return answer;
      const chosen = answer.value ?? (await pickTable());
      if (chosen !== null) return done(plan, { dataset: chosen });
    }
  };
}

async function pickTable(): Promise<string | null> {
  const picked = await vscode.window.showOpenDialog({
    title: 'Train on a table: one row a sample',
    openLabel: 'Train on this',
    canSelectMany: false,
    filters: { Tables: ['csv', 'npy', 'npz'] },
  });
  return picked?.[0]?.fsPath ?? null;
}

export const askInitialisation: PlanStep = async (plan, place) => {
  const { init } = plan.choices;
  const known = initialisations.some((one) => one.init === init);
  const offered: Choice<string | null>[] = initialisations.map(({ init: value, ...words }) => ({ ...words, value }));
  const used = known ? [] : [{ label: init, description: 'used last', value: init }];
  const own = { label: 'Another value…', detail: 'uniform:A, normal:S, around:MEAN,A or glorot', value: null };
  const model = {
    label: 'A model of your own…',
    description: 'trained by TensorFlow.js',
    detail: 'A Keras or TensorFlow.js model with its layers and weights; many times slower than the kernel.',
    value: MODEL,
  };
  for (;;) {
    const prompt = 'How weights and biases are drawn before training';
    const answer = await choose(place, [...offered, ...used, own, model], { prompt, active: init });
    if (answer.kind !== 'chosen') return answer;
    if (answer.value === MODEL) {
      const path = await pickModel();
      if (path !== null) return done(plan, { model: path });
      continue;
    }
    if (answer.value !== null) return done(plan, { init: answer.value, model: null });
    const written = await write(besides(place, 'Initialisation'), init, {
      prompt: 'uniform:A draws from -A to A, normal:S with standard deviation S',
      objection: (text) => objection('init', text),
    });
    if (written.kind === 'cancelled') return written;
    if (written.kind === 'chosen') return done(plan, { init: written.value, model: null });
  }
};

async function pickModel(): Promise<string | null> {
  const picked = await vscode.window.showOpenDialog({
    title: 'Train a model of your own',
    openLabel: 'Train this',
    canSelectMany: false,
    filters: { Models: ['json', 'h5', 'hdf5', 'keras'] },
  });
  return picked?.[0]?.fsPath ?? null;
}

/** Whether biases are drawn at all by this initialisation. */
export function drawsBiases({ init, model }: TrainChoices): boolean {
  const { kind } = settingReaders.init(init);
  return model === null && (kind === 'uniform' || kind === 'normal');
}

export const askBiases: PlanStep = async (plan, place) => {
  const choices = [
    {
      label: 'Biases drawn like the weights',
      description: 'as in the paper',
      detail:
        'With narrow weights about half of the nodes are dead from the start: most of the channel are the live ones.',
      value: false,
    },
    {
      label: 'Zero biases',
      detail: 'Shows how much of the channel is more than the nodes that were dead from the start.',
      value: true,
    },
  ];
  const answer = await choose(place, choices, { prompt: 'Where biases begin', active: plan.choices.zeroBias });
  return answer.kind === 'chosen' ? done(plan, { zeroBias: answer.value }) : answer;
};

export function done(plan: TrainPlan, part: Partial<TrainChoices>): Answer<TrainPlan> {
  return { kind: 'chosen', value: { ...plan, choices: { ...plan.choices, ...part } } };
}
