import { MOST_NETWORKS } from '../../protocol/ensemble.js';
import type { FigureOffer, ReproductionOptions } from '../../protocol/reproduction.js';
import { besides, choose, write, type Answer, type Choice, type Place } from '../dialog/question.js';
import { changed, type ReproducePlan } from './reproduceSteps.js';

type Setting = 'networks' | 'seed' | 'shown';

const DEFAULT = 'default';

const ABOVE_MEDIAN = 'Networks strictly above the median accuracy';
const ALL = 'All networks';

/** `Networks strictly above the median accuracy` */
export function shownNetworks({ aboveMedian }: ReproductionOptions): string {
  return aboveMedian ? ABOVE_MEDIAN : ALL;
}

/** A list of settings, each changed by a question of its own, until back returns to the question before. */
export async function changeSettings(plan: ReproducePlan, place: Place): Promise<Answer<ReproducePlan>> {
  let now = plan;
  let active: Setting = 'networks';
  for (;;) {
    const { options } = now;
    const items: Choice<Setting | null>[] = [
      { label: '$(check) Done', value: null },
      {
        label: 'Networks',
        description: options.networks === null ? DEFAULT : String(options.networks),
        detail: 'Of each data set; by default 150, of MNIST 40. With fewer than 20 no figure is decided',
        value: 'networks',
      },
      {
        label: 'Shown networks',
        description: shownNetworks(options),
        detail: 'Which of them are shown and judged where the paper says that it shows those above the median',
        value: 'shown',
      },
      { label: 'Seed', description: String(options.seed), detail: 'Decides everything that is drawn', value: 'seed' },
    ];
    const prompt = 'Settings of this reproduction';
    const answer: Answer<Setting | null> = await choose(besides(place, 'Settings'), items, { prompt, active });
    if (answer.kind === 'cancelled') return answer;
    if (answer.kind === 'back' || answer.value === null) return { kind: 'chosen', value: now };
    active = answer.value;
    const after = await change(now, active, place);
    if (after.kind === 'cancelled') return after;
    if (after.kind === 'chosen') now = after.value;
  }
}

async function change(plan: ReproducePlan, setting: Setting, place: Place): Promise<Answer<ReproducePlan>> {
  const { networks, seed, aboveMedian } = plan.options;
  switch (setting) {
    case 'networks': {
      const answer = await write(besides(place, 'Networks'), networks === null ? DEFAULT : String(networks), {
        prompt: `How many of each data set, or "${DEFAULT}"`,
        objection: (text) => (text.trim() === DEFAULT ? null : wholeObjection(text, 1, MOST_NETWORKS)),
      });
      if (answer.kind !== 'chosen') return answer;
      return changed(plan, { networks: answer.value === DEFAULT ? null : Number(answer.value) });
    }
    case 'seed': {
      const answer = await write(besides(place, 'Seed'), String(seed), {
        prompt: 'Decides everything that is drawn',
        objection: (text) => wholeObjection(text, 0, 2 ** 32 - 1),
      });
      return answer.kind === 'chosen' ? changed(plan, { seed: Number(answer.value) }) : answer;
    }
    case 'shown': {
      const choices = [
        { label: ABOVE_MEDIAN, description: 'as in the paper', value: true },
        { label: ALL, detail: 'Shows whether it matters which networks one looks at', value: false },
      ];
      const answer = await choose(besides(place, 'Shown networks'), choices, {
        prompt: 'Which networks figures show where the paper chooses',
        active: aboveMedian,
      });
      return answer.kind === 'chosen' ? changed(plan, { aboveMedian: answer.value }) : answer;
    }
  }
}

function wholeObjection(text: string, least: number, most: number): string | null {
  const number = Number(text);
  const fits = /^\s*\d+\s*$/.test(text) && number >= least && number <= most;
  return fits ? null : `Write a whole number from ${least} to ${most}.`;
}

/** What the paper leaves open in these figures, to be read. */
export async function showOpenChoices(offer: readonly FigureOffer[], plan: ReproducePlan, place: Place): Promise<void> {
  const items = offer
    .filter(({ id }) => plan.options.figures.includes(id))
    .flatMap(({ id, choices }) =>
      choices.map(({ name, chosen, why }) => ({
        label: `${id}  ${name}`,
        description: chosen,
        detail: why,
        value: id,
      })),
    );
  const prompt = items.length === 0 ? 'Nothing: these figures are fixed by the text' : 'Enter returns';
  await choose(besides(place, 'What the paper leaves open'), items, { prompt });
}
