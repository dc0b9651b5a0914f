import { existsSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import { readJsonFile } from '../checkpoint/jsonFile.js';
import { makeFolder, replaceFile } from '../checkpoint/replaceFile.js';
import { CheckpointError } from '../network/failure.js';
import { isArray, isObject, type Json, type JsonObject } from '../network/json.js';
import { list, oneOf, orNull, shape, text, whole } from '../network/jsonChecks.js';
import { MOST_NETWORKS } from '../protocol/ensemble.js';
import { FIGURE_IDS } from '../protocol/figure.js';
import { REPRODUCED_DATASETS, type ReproductionOptions } from '../protocol/reproduction.js';
import { documentJson } from '../report/json.js';
import { contentHash } from './contentHash.js';
import { DATASET_NAMES } from './datasetNames.js';
import { MOST_MARKS, type ExperimentPlan, type PlannedGroup } from './plan.js';

const SCHEMA = 'morphoscope/plan@1';
export const PLAN_FILE = 'plan.json';
const REMEDY = `choose another folder, or delete ${PLAN_FILE} to begin anew`;

/** SHA-256 by data set. */
type DataHashes = Readonly<Record<string, string>>;

/** A plan that was written by any version, and not changed since. */
export interface StoredPlan {
  readonly version: string;
  readonly options: ReproductionOptions;
  readonly groups: readonly PlannedGroup[];
  readonly data: DataHashes;
  readonly hash: string;
}

/**
 * Freezes a plan in the folder of its results, or finds that it is frozen there already.
 * @param dataHashes of the data sets that are trained on
 * @throws {CheckpointError} as `findFrozen`; `permission`, `disk-full`
 */
export function freezePlan(folder: string, plan: ExperimentPlan, dataHashes: DataHashes): void {
  if (findFrozen(folder, plan, dataHashes)) return;
  const content = contentOf(plan, dataHashes);
  makeFolder(folder);
  replaceFile(join(folder, PLAN_FILE), documentJson({ ...content, sha256: contentHash(content) }));
}

/**
 * Whether this plan is frozen in a folder; false for a folder without a plan.
 * @throws {CheckpointError} `corrupt` for a plan that was edited or damaged, `changed` for another plan
 */
export function findFrozen(folder: string, plan: ExperimentPlan, dataHashes: DataHashes): boolean {
  const stored = readPlan(folder);
  if (stored === null) return false;
  if (stored.hash === contentHash(contentOf(plan, dataHashes))) return true;
  throw refused(folder, 'changed', `was made ${difference(stored, plan, dataHashes)}`);
}

function contentOf(plan: ExperimentPlan, data: DataHashes): JsonObject {
  return { schema: SCHEMA, ...plan, data } as unknown as JsonObject;
}

/** @throws {CheckpointError} `corrupt`, with the reason and the remedy; null where there is none */
export function readPlan(folder: string): StoredPlan | null {
  if (!existsSync(join(folder, PLAN_FILE))) return null;
  const document = parsed(folder);
  if (!isObject(document) || document['schema'] !== SCHEMA)
    throw refused(folder, 'corrupt', 'is no plan of Morphoscope');
  const { sha256, ...content } = document;
  const { version, options, groups, data } = content;
  if (typeof version !== 'string' || !isOptions(options))
    throw refused(folder, 'corrupt', 'lacks its version or its options');
  if (!areGroups(groups) || !areHashes(data)) throw refused(folder, 'corrupt', 'lacks its networks or their data');
  const hash = hashOf(content);
  if (hash === null || hash !== sha256)
    throw refused(folder, 'corrupt', 'was edited: its content does not give the SHA-256 it states');
  return { version, options, groups, data, hash };
}

/** Null for what no plan is: nested deeper than the stack. */
function hashOf(content: JsonObject): string | null {
  try {
    return contentHash(content);
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
}

function parsed(folder: string): Json {
  const path = join(folder, PLAN_FILE);
  const file = statSync(path);
  // A pipe would be waited for without end.
  if (!file.isFile()) throw refused(folder, 'corrupt', 'is no file');
  try {
    return readJsonFile(path, file.size);
  } catch (error) {
    if (error instanceof CheckpointError && error.reason !== 'corrupt') throw error;
    throw refused(folder, 'corrupt', 'is no valid JSON: it was edited or damaged');
  }
}

const MOST_GROUPS = 1000;
const seeds = list(whole(0), MOST_NETWORKS);
const marks = list(whole(0), MOST_MARKS);
const growth = shape({ networks: whole(0), marks });
const group = shape({
  dataset: oneOf(...REPRODUCED_DATASETS),
  settings: isObject,
  seed: whole(0),
  marks,
  seeds,
  growth: orNull(growth),
});
const hasGroups = list(group, MOST_GROUPS);

/** What its settings hold decides only under which key a network is looked for. */
function areGroups(value: Json | undefined): value is Json & readonly PlannedGroup[] {
  return hasGroups(value);
}

function areHashes(value: Json | undefined): value is JsonObject & DataHashes {
  return isObject(value) && Object.values(value).every(text);
}

function isOptions(value: Json | undefined): value is JsonObject & ReproductionOptions {
  if (!isObject(value)) return false;
  const { figures, datasets, networks, seed, aboveMedian } = value;
  return (
    isArray(figures) &&
    figures.every((id) => FIGURE_IDS.some((known) => known === id)) &&
    isArray(datasets) &&
    datasets.every((id) => REPRODUCED_DATASETS.some((known) => known === id)) &&
    orNull(whole(0))(networks) &&
    whole(0)(seed) &&
    typeof aboveMedian === 'boolean'
  );
}

const OPTION_NAMES = {
  figures: 'figures',
  datasets: 'data sets',
  networks: 'number of networks',
  seed: 'seed',
  aboveMedian: 'choice of networks',
} as const satisfies Record<keyof ReproductionOptions, string>;

/** The clusters are drawn here: of another build they may be other ones. */
const READ_FROM_FILES = REPRODUCED_DATASETS.filter((dataset) => dataset !== 'clusters');

/** How a stored plan is another one, in words. */
function difference(stored: StoredPlan, { version, options }: ExperimentPlan, dataHashes: DataHashes): string {
  if (stored.version !== version) return `by version ${stored.version} of Morphoscope, not ${version}`;
  const names = Object.entries(OPTION_NAMES) as [keyof ReproductionOptions, string][];
  for (const [key, name] of names) {
    const [before, now] = [stored.options[key], options[key]].map((value) => inWords(value));
    if (before !== now) return `with the ${name} ${before}, not ${now}`;
  }
  const changed = READ_FROM_FILES.find(
    (dataset) => dataset in stored.data && dataset in dataHashes && stored.data[dataset] !== dataHashes[dataset],
  );
  return changed === undefined
    ? `by another build of Morphoscope ${version}, which trains other networks`
    : `with other original files of ${DATASET_NAMES[changed]}`;
}

function inWords(value: ReproductionOptions[keyof ReproductionOptions] | undefined): string {
  if (typeof value === 'boolean') return value ? 'above the median' : 'all';
  if (value == null) return 'the default';
  return typeof value === 'number' ? String(value) : value.join(', ') || 'none';
}

function refused(folder: string, reason: 'corrupt' | 'changed', what: string): CheckpointError {
  return new CheckpointError(reason, `${basename(folder)}/${PLAN_FILE} ${what}; ${REMEDY}.`);
}
