import {
  type FigureOffer,
  REPRODUCED_DATASETS,
  type ReproducedDataset,
  type ReproductionOptions,
  type ReproductionParams,
} from '../../protocol/reproduction.js';
import type { FigureId } from '../../protocol/figure.js';
import { chooseMany, type Answer, type Choice, type Place } from '../dialog/question.js';
import type { Step } from '../dialog/steps.js';

/** What the dialog gathers. */
export interface ReproducePlan {
  readonly options: ReproductionOptions;
  /** Absolute path of the folder of results; null for the one that is proposed. */
  readonly folder: string | null;
  /** What the worker is asked for, once that is known to begin. */
  readonly params: PlacedParams | null;
  /** Earlier results are to be shown instead. */
  readonly isEarlier: boolean;
}

/** Of a reproduction whose results are kept. */
export type PlacedParams = ReproductionParams & { readonly out: string };

type PlanStep = Step<ReproducePlan>;

const EARLIER = 'earlier';

/** Which figures; those of the last time in advance. */
export function askFigures(offer: readonly FigureOffer[]): PlanStep {
  return async (plan, place) => {
    const inGroup = (name: string, figures: readonly FigureOffer[]) => ({ name, choices: figures.map(figureChoice) });
    const groups = [
      inGroup('Theory (seconds)', offer.filter(isTheory)),
      inGroup(
        'Experiments (trained networks)',
        offer.filter((figure) => !isTheory(figure)),
      ),
    ].filter(({ choices }) => choices.length > 0);
    const answer = await chooseMany<FigureId, typeof EARLIER>(place, groups, {
      prompt: 'Figures, panels and statements of arXiv 2501.05550',
      picked: (id) => plan.options.figures.includes(id),
      button: { icon: 'folder-opened', tooltip: 'Open earlier results…', value: EARLIER },
    });
    if (answer.kind !== 'chosen') return answer;
    if (answer.value === EARLIER) return { kind: 'chosen', value: { ...plan, isEarlier: true } };
    return changed(plan, { figures: answer.value });
  };
}

function isTheory({ datasets }: FigureOffer): boolean {
  return datasets.length === 0;
}

function figureChoice({ id, title, panel, claim }: FigureOffer): Choice<FigureId> {
  const { v1, v2 } = panel;
  const places = [...(v2 === null ? [] : [`${v2} in version 2`]), ...(v1 === null ? [] : [`${v1} in version 1`])];
  return { label: `${id}  ${title}`, description: places.join(', '), detail: claim, value: id };
}

/** Data sets that the chosen figures have networks trained on. */
export function neededDatasets(
  offer: readonly FigureOffer[],
  figures: readonly FigureId[],
): readonly ReproducedDataset[] {
  const needed = offer.filter(({ id }) => figures.includes(id)).flatMap(({ datasets }) => datasets);
  return REPRODUCED_DATASETS.filter((dataset) => needed.includes(dataset));
}

const DATASETS: Readonly<Record<ReproducedDataset, { readonly label: string; readonly detail: string }>> = {
  clusters: { label: 'Synthetic clusters', detail: 'Drawn here; a network takes a second or two' },
  'california-housing': { label: 'California Housing', detail: 'Its original file is asked for; seconds a network' },
  mnist: {
    label: 'MNIST',
    detail: 'Its original files are asked for; minutes a network, how long in all is said before it begins',
  },
};

export function datasetName(dataset: ReproducedDataset): string {
  return DATASETS[dataset].label;
}

/** On which data networks are trained; MNIST only when it is chosen. */
export function askDatasets(offer: readonly FigureOffer[]): PlanStep {
  return async (plan: ReproducePlan, place: Place): Promise<Answer<ReproducePlan>> => {
    const { figures, datasets } = plan.options;
    const choices = neededDatasets(offer, figures).map((value) => {
      const used = offer.filter((figure) => figures.includes(figure.id) && figure.datasets.includes(value));
      return { ...DATASETS[value], description: `for ${used.map(({ id }) => id).join(', ')}`, value };
    });
    const answer = await chooseMany<ReproducedDataset>(place, [{ name: '', choices }], {
      prompt: 'What networks are trained on',
      // It takes so long that it is chosen each time.
      picked: (dataset) => dataset !== 'mnist' && datasets.includes(dataset),
    });
    if (answer.kind !== 'chosen') return answer;
    const isOffered = (dataset: ReproducedDataset): boolean => choices.some(({ value }) => value === dataset);
    // Those that no chosen figure uses stay: a plan is the same whether or not it was asked for them.
    const kept = datasets.filter((dataset) => dataset !== 'mnist' && !isOffered(dataset));
    return changed(plan, {
      datasets: REPRODUCED_DATASETS.filter((dataset) => answer.value.includes(dataset) || kept.includes(dataset)),
    });
  };
}

export function changed(plan: ReproducePlan, part: Partial<ReproductionOptions>): Answer<ReproducePlan> {
  return { kind: 'chosen', value: { ...plan, options: { ...plan.options, ...part } } };
}
