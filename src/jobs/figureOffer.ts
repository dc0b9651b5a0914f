import { figures } from '../experiments/registry.js';
import {
  REPRODUCED_DATASETS,
  REPRODUCTION_DEFAULTS,
  type FigureOffer,
  type ReproductionOptions,
} from '../protocol/reproduction.js';

/** Everything there is, to see what each figure would need of it. */
const EVERYTHING: ReproductionOptions = { ...REPRODUCTION_DEFAULTS, datasets: REPRODUCED_DATASETS };

/** All figures that can be reproduced, in the order in which they are shown. */
export function figureOffer(): readonly FigureOffer[] {
  return figures.map((figure) => {
    const { id, title, panel, claim, choices } = figure;
    const used = new Set(Object.values(figure.groups(EVERYTHING)).map(({ dataset }) => dataset));
    return { id, title, panel, claim, choices, datasets: REPRODUCED_DATASETS.filter((dataset) => used.has(dataset)) };
  });
}
