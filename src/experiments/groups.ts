import type { ReproducedDataset, ReproductionOptions } from '../protocol/reproduction.js';
import type { Initialization, NetworkSettings } from '../training/settings.js';
import type { NetworkGroup } from './networkGroup.js';

/** Networks and epochs of each data set's main ensemble (supplement, Methods; definitions: "Verdicts"). */
const MAIN: Readonly<
  Record<ReproducedDataset, { readonly networks: number; readonly epochs: number; readonly marks: readonly number[] }>
> = {
  clusters: { networks: 150, epochs: 500, marks: [0, 1, 2, 3, 5, 10, 20, 50, 100, 200, 500] },
  'california-housing': { networks: 150, epochs: 250, marks: [0, 1, 2, 3, 5, 10, 20, 50, 100, 200, 250] },
  mnist: { networks: 40, epochs: 200, marks: [0, 2, 10, 200] },
};

/** Equal layers, as wide as the data has features. Those of MNIST are 10 wide and come behind two that narrow its pixels down. */
const LAYERS = 10;
const WIDTHS: Readonly<Record<ReproducedDataset, number>> = { clusters: 10, 'california-housing': 8, mnist: 10 };
const NARROWING = [128, 32];

/** Half the width of the paper's uniform initial weights, of low and of high variance. */
export const LOW_VARIANCE: Initialization = { kind: 'uniform', limit: 0.05 };
export const HIGH_VARIANCE: Initialization = { kind: 'uniform', limit: 1 };

type GroupOptions = Pick<ReproductionOptions, 'networks' | 'seed'>;

/** The networks that most figures share. Growth rates are not asked for; a group that differs in these only shares the weights. */
export function mainGroup(dataset: ReproducedDataset, { networks, seed }: GroupOptions): NetworkGroup {
  const main = MAIN[dataset];
  return {
    dataset,
    settings: paperSettings(dataset, LOW_VARIANCE),
    networks: networks ?? main.networks,
    seed,
    marks: main.marks,
    growthRates: false,
  };
}

/** The main ensemble of each chosen data set, under its name. */
export function mainGroups(options: ReproductionOptions): Readonly<Record<string, NetworkGroup>> {
  return Object.fromEntries(options.datasets.map((dataset) => [dataset, mainGroup(dataset, options)]));
}

/**
 * Networks of the clusters that begin otherwise, or fewer of the main ones: the same settings share the same networks.
 * @param most networks of it; fewer where the options ask for fewer
 * @param marks the ends unless given
 */
export function clustersGroup(
  { networks, seed }: GroupOptions,
  { init, most, marks = [0, MAIN.clusters.epochs] }: ClustersGroup,
): NetworkGroup {
  return {
    dataset: 'clusters',
    settings: paperSettings('clusters', init),
    networks: Math.min(most, networks ?? most),
    seed,
    marks,
    growthRates: false,
  };
}

export interface ClustersGroup {
  readonly init: Initialization;
  readonly most: number;
  readonly marks?: readonly number[];
}

/** The hidden layer from which on all count; those before it are no wider part of a channel but narrow the input down. */
export function firstCountedLayer(dataset: ReproducedDataset): number {
  return dataset === 'mnist' ? NARROWING.length : 0;
}

function paperSettings(dataset: ReproducedDataset, init: Initialization): Omit<NetworkSettings, 'seed'> {
  return {
    hidden: [...(dataset === 'mnist' ? NARROWING : []), ...new Array<number>(LAYERS).fill(WIDTHS[dataset])],
    init,
    zeroBias: false,
    optimizer: { kind: 'adam', rate: 0.01 },
    batch: 256,
    epochs: MAIN[dataset].epochs,
  };
}
