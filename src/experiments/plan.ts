import { isDeepStrictEqual } from 'node:util';
import { CheckpointError } from '../network/failure.js';
import { MOST_NETWORKS } from '../protocol/ensemble.js';
import type { ReproducedDataset, ReproductionOptions } from '../protocol/reproduction.js';
import { networkSeeds } from '../training/ensemble.js';
import type { Initialization, NetworkSettings } from '../training/settings.js';
import { contentHash } from './contentHash.js';
import type { Figure } from './figure.js';
import { LOW_VARIANCE } from './groups.js';
import type { NetworkGroup } from './networkGroup.js';

/** All networks of a reproduction. What it results in depends on this alone. */
export interface ExperimentPlan {
  /** Of Morphoscope. */
  readonly version: string;
  readonly options: ReproductionOptions;
  readonly groups: readonly PlannedGroup[];
}

/** Networks that differ in their seeds only, for all figures that need them. */
export interface PlannedGroup {
  readonly dataset: ReproducedDataset;
  readonly settings: Omit<NetworkSettings, 'seed'>;
  readonly seed: number;
  /** Ascending. */
  readonly marks: readonly number[];
  /** One a network. */
  readonly seeds: readonly number[];
  /** Growth rates of the first networks, at these marks; null where no figure asks. */
  readonly growth: { readonly networks: number; readonly marks: readonly number[] } | null;
}

export const MOST_MARKS = 1000;
/** Hexadecimal: 48 bits. */
const SEED_DIGITS = 12;

/**
 * The networks that figures need: groups of the same data set, settings and seed become one, with the marks of all and the
 * largest number of networks.
 * @throws {CheckpointError} `usage` for more networks than are planned at once, before any seed is drawn
 */
export function planExperiments(
  figures: readonly Pick<Figure, 'groups'>[],
  options: ReproductionOptions,
  version: string,
): ExperimentPlan {
  const merged = new Map<string, NetworkGroup[]>();
  for (const group of figures.flatMap((figure) => Object.values(figure.groups(options)))) {
    const key = groupKey(group);
    merged.set(key, [...(merged.get(key) ?? []), group]);
  }
  const groups = [...merged.values()].filter((same) => same.some(({ networks }) => networks > 0));
  assertBounded(groups);
  return { version, options, groups: groups.map(mergedGroup) };
}

/** Equal for groups that share their networks. */
export function groupKey({ dataset, settings, seed }: Pick<NetworkGroup, 'dataset' | 'settings' | 'seed'>): string {
  return contentHash({ dataset, settings: { ...settings }, seed });
}

function assertBounded(groups: readonly (readonly NetworkGroup[])[]): void {
  const networks = groups.reduce((sum, same) => sum + most(same), 0);
  if (networks > MOST_NETWORKS) {
    throw new CheckpointError(
      'usage',
      `The figures need ${networks} networks where at most ${MOST_NETWORKS} are planned at once; ask for fewer networks or figures.`,
    );
  }
  if (groups.some((same) => same.some(({ marks }) => marks.length > MOST_MARKS))) {
    throw new CheckpointError('bug', `A figure asks for more than ${MOST_MARKS} epochs; please report it.`);
  }
}

function mergedGroup(same: readonly NetworkGroup[]): PlannedGroup {
  const [{ dataset, settings, seed }] = same as [NetworkGroup];
  const growing = same.filter(({ growthRates, networks }) => growthRates && networks > 0);
  return {
    dataset,
    settings,
    seed,
    marks: allMarks(same),
    seeds: networkSeeds(ensembleSeed(seed, settings.init), most(same)),
    growth: growing.length === 0 ? null : { networks: most(growing), marks: allMarks(growing) },
  };
}

/**
 * Networks of another start are another sample: with the seeds of the main ones their initial weights would be the same draw,
 * only scaled, and no two spreads independent.
 */
function ensembleSeed(seed: number, init: Initialization): number {
  if (isDeepStrictEqual(init, LOW_VARIANCE)) return seed;
  return Number.parseInt(contentHash({ seed, init: { ...init } }).slice(0, SEED_DIGITS), 16);
}

function most(groups: readonly NetworkGroup[]): number {
  return Math.max(...groups.map(({ networks }) => networks));
}

function allMarks(groups: readonly NetworkGroup[]): readonly number[] {
  return [...new Set(groups.flatMap(({ marks }) => marks))].sort((a, b) => a - b);
}
