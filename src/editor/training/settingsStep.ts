import { modeChoices } from '../../jobs/modeChoices.js';
import {
  FEATURE_CHOICES,
  objection,
  TARGET_CHOICES,
  type TrainChoices,
  type WrittenSetting,
} from '../../jobs/trainChoices.js';
import type { FeatureScaling, Keep, TrainingOptions } from '../../protocol/training.js';
import { besides, choose, write, type Answer, type Choice, type Place } from '../dialog/question.js';
import { done, type TrainPlan } from './trainSteps.js';

interface Setting {
  readonly key: Exclude<WrittenSetting, 'init'> | 'keep' | 'mode' | 'features' | 'targets';
  readonly label: string;
  /** Asked for when it is written; what the list says beside it. */
  readonly detail: string;
}

const SETTINGS: readonly Setting[] = [
  {
    key: 'layers',
    label: 'Layers',
    detail: 'Widths of the hidden layers: 128-32-10x10 is 128, 32, then ten layers of 10',
  },
  { key: 'epochs', label: 'Epochs', detail: 'How often the network sees all samples' },
  { key: 'optimizer', label: 'Optimizer', detail: 'adam:RATE or sgd:RATE,MOMENTUM' },
  { key: 'batch', label: 'Batch', detail: 'Samples a step' },
  {
    key: 'seed',
    label: 'Seed',
    detail: 'Decides initial weights and the order of samples, and draws and splits the data',
  },
  { key: 'features', label: 'Features', detail: 'How the inputs are scaled before training' },
  {
    key: 'targets',
    label: 'Targets',
    detail: 'How the targets are scaled; narrow initial weights learn the raw labels of the clusters only',
  },
  {
    key: 'networks',
    label: 'Networks',
    detail: 'How many, each with a seed of its own; more than one train on all cores',
  },
  { key: 'keep', label: 'Kept epochs', detail: 'Which epochs become files' },
  { key: 'mode', label: 'Mode', detail: 'Whether every processor gives the same bits' },
];

/** What a model of the user's brings along, or cannot have. */
const OF_OWN_NETWORKS: ReadonlySet<Setting['key']> = new Set(['layers', 'optimizer', 'mode', 'networks']);

/** A list of settings, each changed by a question of its own, until back returns to the question before. */
export async function changeSettings(
  plan: TrainPlan,
  place: Place,
  options: TrainingOptions,
): Promise<Answer<TrainPlan>> {
  let now = plan;
  let active = SETTINGS[0];
  for (;;) {
    const { choices } = now;
    const items: Choice<Setting | null>[] = [
      { label: '$(check) Done', value: null },
      ...SETTINGS.filter(({ key }) => choices.model === null || !OF_OWN_NETWORKS.has(key)).map((setting) => ({
        label: setting.label,
        description: choices[setting.key],
        detail: setting.detail,
        value: setting,
      })),
    ];
    const prompt = 'Settings of this training';
    const answer: Answer<Setting | null> = await choose(besides(place, 'Settings'), items, { prompt, active });
    if (answer.kind === 'cancelled') return answer;
    if (answer.kind === 'back' || answer.value === null) return { kind: 'chosen', value: now };
    active = answer.value;
    const changed = await change(now, active, place, options);
    if (changed.kind === 'cancelled') return changed;
    if (changed.kind === 'chosen') now = changed.value;
  }
}

async function change(
  plan: TrainPlan,
  setting: Setting,
  place: Place,
  { modes }: TrainingOptions,
): Promise<Answer<TrainPlan>> {
  const { key, label, detail } = setting;
  const here = besides(place, label);
  const among = async <K extends keyof TrainChoices>(name: K, choices: readonly Choice<TrainChoices[K]>[]) => {
    const answer = await choose(here, choices, { prompt: detail, active: plan.choices[name] });
    return answer.kind === 'chosen' ? done(plan, { [name]: answer.value }) : answer;
  };
  switch (key) {
    case 'keep':
      return among(key, KEEPS);
    case 'mode':
      return among(key, modeChoices(modes));
    case 'features':
      return among(key, scalingChoices(FEATURE_CHOICES));
    case 'targets':
      return among(key, scalingChoices(TARGET_CHOICES));
    default: {
      const answer = await write(here, plan.choices[key], {
        prompt: detail,
        objection: (text) => objection(key, text),
      });
      return answer.kind === 'chosen' ? done(plan, { [key]: answer.value }) : answer;
    }
  }
}

const KEEPS: readonly Choice<Keep | 'usual'>[] = [
  { label: 'usual', detail: 'thin for one network, ends for many', value: 'usual' },
  { label: 'thin', detail: 'Epochs 0 to 20, then ever fewer: about 40 files', value: 'thin' },
  { label: 'ends', detail: 'The first and the last epoch', value: 'ends' },
  { label: 'all', detail: 'One file an epoch', value: 'all' },
];

function scalingChoices<T extends FeatureScaling | 'own'>(offered: readonly T[]): readonly Choice<T>[] {
  const words = {
    own: "The data set's own way, which run.json states",
    raw: 'As they are',
    unit: 'To 0..1 by the training split',
    standard: 'To mean 0 and standard deviation 1 by the training split',
  };
  return offered.map((value) => ({ label: value, detail: words[value], value }));
}
