import { basename, dirname } from 'node:path';
import { isFolder } from '../checkpoint/isFolder.js';
import type { AnalysisWorker, RunFile } from '../protocol/worker.js';
import type { RunPlace } from './comparedRun.js';
import { distinctNames } from './distinctNames.js';
import type { WorkerPool } from './pool.js';

/** What someone chose to compare. */
export interface ChosenTarget {
  /** A checkpoint, a folder of them, or several files that are one run; absolute. */
  readonly paths: readonly string[];
  /** File of one of the run's epochs, as the run names it; null for the checkpoint itself, or the run's newest. */
  readonly file: string | null;
  /** A file that is never looked for in the run of its folder. */
  readonly alone?: boolean;
}

/** A target's place among the runs. */
export interface TargetSide {
  /** Into `ComparePlaces.runs`. */
  readonly run: number;
  readonly file: string | null;
  /** The checkpoint by itself, should its folder's run turn out not to have it; null for what is no single file. */
  readonly itself: RunPlace | null;
}

export interface ComparePlaces {
  readonly runs: readonly RunPlace[];
  readonly sides: readonly TargetSide[];
}

/**
 * Which runs the targets are epochs of. Files of one folder share its run where all of them are numbered epochs of it;
 * else each is a run of its own.
 */
export async function comparePlaces(
  pool: WorkerPool<AnalysisWorker>,
  targets: readonly ChosenTarget[],
): Promise<ComparePlaces> {
  const epochs = await epochsOfFolders(pool, targets);
  const runs: RunPlace[] = [];
  const sides = targets.map((target): TargetSide => {
    const itself = isSingleFile(target) ? placeOf(target) : null;
    const epoch = epochs.get(target);
    const place = epoch === undefined ? placeOf(target) : { title: basename(epoch.folder), paths: [epoch.folder] };
    const known = runs.findIndex(({ paths }) => String(paths) === String(place.paths));
    const run = known >= 0 ? known : runs.push(place) - 1;
    return { run, file: epoch?.file.name ?? target.file, itself };
  });
  return { runs: told(runs), sides };
}

interface EpochOfFolder {
  readonly folder: string;
  readonly file: RunFile;
}

async function epochsOfFolders(
  pool: WorkerPool<AnalysisWorker>,
  targets: readonly ChosenTarget[],
): Promise<ReadonlyMap<ChosenTarget, EpochOfFolder>> {
  const byFolder = new Map<string, ChosenTarget[]>();
  for (const target of targets.filter(isSingleFile)) {
    if (target.alone === true) continue;
    const folder = folderOfRun(target.paths[0] ?? '');
    byFolder.set(folder, [...(byFolder.get(folder) ?? []), target]);
  }
  const epochs = new Map<ChosenTarget, EpochOfFolder>();
  for (const [folder, members] of byFolder) {
    // A folder that cannot be listed is no obstacle to its files.
    const files = await pool.call('listRun', { paths: [folder] }).then(
      (listing) => listing.files,
      () => [],
    );
    const found = members.map(({ paths }) => files.find(({ path, epoch }) => path === paths[0] && epoch !== null));
    if (found.includes(undefined)) continue;
    members.forEach((member, index) => {
      const file = found[index];
      if (file !== undefined) epochs.set(member, { folder, file });
    });
  }
  return epochs;
}

/** As `listRun` looks for the files of a run: in its folder, in `checkpoints/`, and models in folders of their own. */
function folderOfRun(path: string): string {
  const folder = dirname(path);
  return basename(folder) === 'checkpoints' || basename(path) === 'model.json' ? dirname(folder) : folder;
}

function isSingleFile({ paths, file }: ChosenTarget): boolean {
  const [path] = paths;
  if (path === undefined || paths.length > 1 || file !== null) return false;
  return !isFolder(path);
}

function placeOf({ paths }: ChosenTarget): RunPlace {
  const [first = '', ...more] = paths;
  const name = basename(first);
  return { title: more.length === 0 ? name : `${name} and ${more.length} more`, paths };
}

/** Two runs of one name are told apart by the folders they lie in. */
function told(runs: readonly RunPlace[]): readonly RunPlace[] {
  const first = ({ paths: [path = ''] }: RunPlace): string => path;
  return runs.map((run) => {
    const alike = runs.filter(({ title }) => title === run.title);
    if (alike.length === 1) return run;
    const name = distinctNames(alike.map(first))[alike.indexOf(run)] ?? '';
    return { ...run, title: `${name}${run.title.slice(basename(first(run)).length)}` };
  });
}
