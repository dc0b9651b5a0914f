import { objection, type TrainChoices, type WrittenSetting } from '../../jobs/trainChoices.js';
import type { TrainingOptions } from '../../protocol/training.js';
import { choose, write, type Answer, type Choice, type Place } from '../dialog/question.js';
import { besides, done, type TrainPlan } from './trainSteps.js';

interface Setting {
  readonly key: keyof TrainChoices;
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
  { key: 'keep', label: 'Kept epochs', detail: 'Which epochs become files' },
  { key: 'mode', label: 'Mode', detail: 'Whether every processor gives the same bits' },
];

/** A list of settings, each changed by a question of its own, until back returns to the question before. */
export async function changeSettings(
  plan: TrainPlan,
  place: Place,
  options: TrainingOptions,
): Promise<Answer<TrainPlan>> {
  const READY = 'ready';
  let now = plan;
  let active: keyof TrainChoices | typeof READY = 'layers';
  for (;;) {
    const items: Choice<keyof TrainChoices | typeof READY>[] = SETTINGS.map(({ key, label, detail }) => ({
      label,
      description: String(now.choices[key]),
      detail,
      value: key,
    }));
    items.push({ label: '$(check) Done', value: READY });
    const prompt = 'Settings of this training';
    const answer: Answer<keyof TrainChoices | typeof READY> = await choose(besides(place), items, { prompt, active });
    if (answer.kind === 'cancelled') return answer;
    if (answer.kind === 'back' || answer.value === READY) return { kind: 'chosen', value: now };
    active = answer.value;
    const changed = await change(now, answer.value, place, options);
    if (changed.kind === 'cancelled') return changed;
    if (changed.kind === 'chosen') now = changed.value;
  }
}

async function change(
  plan: TrainPlan,
  key: keyof TrainChoices,
  place: Place,
  options: TrainingOptions,
): Promise<Answer<TrainPlan>> {
  if (key === 'keep') return keep(plan, place);
  if (key === 'mode') return mode(plan, place, options);
  const setting = key as WrittenSetting;
  const prompt = SETTINGS.find((one) => one.key === key)?.detail ?? '';
  const answer = await write(besides(place), plan.choices[setting], {
    prompt,
    objection: (text) => objection(setting, text),
  });
  return answer.kind === 'chosen' ? done(plan, { [setting]: answer.value }) : answer;
}

async function keep(plan: TrainPlan, place: Place): Promise<Answer<TrainPlan>> {
  const choices = [
    { label: 'thin', detail: 'Epochs 0 to 20, then ever fewer: about 40 files', value: 'thin' as const },
    { label: 'ends', detail: 'The first and the last epoch', value: 'ends' as const },
    { label: 'all', detail: 'One file an epoch', value: 'all' as const },
  ];
  const answer = await choose(besides(place), choices, {
    prompt: 'Which epochs become files',
    active: plan.choices.keep,
  });
  return answer.kind === 'chosen' ? done(plan, { keep: answer.value }) : answer;
}

async function mode(plan: TrainPlan, place: Place, { modes }: TrainingOptions): Promise<Answer<TrainPlan>> {
  const words = {
    reproducible: 'The same bits on every processor',
    fast: 'A quarter faster by fused products, whose last bits differ between processors',
  };
  const choices = modes.map(({ mode: value, obstacle }) => {
    if (obstacle === null) return { label: value, detail: words[value], value };
    return { label: `$(circle-slash) ${value}`, description: 'not here', detail: obstacle, value, isBlocked: true };
  });
  const answer = await choose(besides(place), choices, { prompt: 'Mode of the kernel', active: plan.choices.mode });
  return answer.kind === 'chosen' ? done(plan, { mode: answer.value }) : answer;
}
