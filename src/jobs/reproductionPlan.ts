import type { Figure } from '../experiments/figure.js';
import { planExperiments, type ExperimentPlan } from '../experiments/plan.js';
import { CheckpointError } from '../network/failure.js';
import { FIGURE_IDS } from '../protocol/figure.js';
import { REPRODUCED_DATASETS, type ReproductionOptions, type ReproductionParams } from '../protocol/reproduction.js';
import { kernelModes } from '../training/kernel/kernelModule.js';
import type { ExperimentSetup } from './experimentRun.js';
import { SharedDatasets } from './sharedDatasets.js';

/** What a reproduction is, before anything is trained. */
export interface PreparedReproduction {
  readonly options: ReproductionOptions;
  readonly chosen: readonly Figure[];
  readonly plan: ExperimentPlan;
  readonly data: SharedDatasets;
  readonly order: ExperimentSetup['order'];
  /** SHA-256 by data set. */
  readonly hashes: Readonly<Record<string, string>>;
  /** Sentences for the user. */
  readonly notes: readonly string[];
}

/** @throws {CheckpointError} `usage`, `missing` without data */
export async function prepared(params: ReproductionParams, figures: readonly Figure[]): Promise<PreparedReproduction> {
  const options = optionsOf(params);
  const chosen = chosenFigures(figures, options);
  const plan = planExperiments(chosen, options, params.version);
  const data = new SharedDatasets(params);
  const datasets = await data.loadAll(plan.groups.map(({ dataset }) => dataset));
  const { engine, notes } = reproducibleEngine();
  const order = { datasets, engine, mode: 'reproducible', store: params.store } as const;
  const hashes = Object.fromEntries(Object.entries(datasets).map(([id, { hash }]) => [id, hash] as const));
  return { options, chosen, plan, data, order, hashes, notes };
}

/** What decides the results alone, in one order. */
function optionsOf({ figures, datasets, networks, seed, aboveMedian }: ReproductionParams): ReproductionOptions {
  return {
    figures: FIGURE_IDS.filter((id) => figures.includes(id)),
    datasets: REPRODUCED_DATASETS.filter((id) => datasets.includes(id)),
    networks,
    seed,
    aboveMedian,
  };
}

/** @throws {CheckpointError} `usage` for a figure that is not there */
function chosenFigures(figures: readonly Figure[], options: ReproductionOptions): readonly Figure[] {
  return options.figures.map((id) => {
    const figure = figures.find((one) => one.id === id);
    if (figure !== undefined) return figure;
    const known = figures.map((one) => one.id).join(', ');
    throw new CheckpointError('usage', `Figure ${id} cannot be reproduced; those that can are ${known}.`);
  });
}

/** The kernel, or the JavaScript reference where the kernel cannot run. */
export function reproducibleEngine(): { readonly engine: 'kernel' | 'reference'; readonly notes: readonly string[] } {
  const status = kernelModes().find(({ mode }) => mode === 'reproducible');
  if (status === undefined || status.available) return { engine: 'kernel', notes: [] };
  return { engine: 'reference', notes: [`${status.reason} Networks are trained in JavaScript, some 20 times slower.`] };
}
