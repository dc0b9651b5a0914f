import { existsSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { isFolder } from '../checkpoint/isFolder.js';
import { CheckpointError } from '../network/failure.js';
import { edgesPerCheckpoint, type Prune } from '../protocol/sketch.js';
import type { AnalysisWorker, CheckpointHeader, MeasureParams, RunFile, RunListing } from '../protocol/worker.js';
import { largestGroup, type Inspected } from './architectureGroups.js';
import { failedFile, notListed, nothingRead } from './failedFile.js';
import { mapLimited } from './limited.js';
import type { WorkerPool } from './pool.js';
import { selectEpoch } from './selectEpoch.js';

/** A checkpoint that a user named, by a file, a folder or an epoch of a folder. */
export interface CompareTarget {
  /** As the user gave it. */
  readonly given: string;
  readonly params: MeasureParams;
  readonly header: CheckpointHeader;
  /** The folder whose epoch it is; null for a file that is no numbered epoch of its folder. */
  readonly run: string | null;
  /** Sentences about files that were passed over. */
  readonly notes: readonly string[];
}

export interface TargetOptions {
  readonly prune: Prune;
  /** Absolute path of sample data; null when there is none. */
  readonly data: string | null;
  readonly signal?: AbortSignal | undefined;
}

/**
 * The checkpoint that a path means: a file itself, a folder its last epoch, `FOLDER@N` its epoch N.
 * @throws {CheckpointError} `absent-epoch` with the epochs there are; what keeps the file or folder from being read.
 */
export async function compareTarget(
  pool: WorkerPool<AnalysisWorker>,
  given: string,
  options: TargetOptions,
): Promise<CompareTarget> {
  const { path, epoch } = parseTarget(given);
  const listing = await list(pool, path, options);
  const isFile = !isFolder(path);
  if (isFile && epoch !== null) {
    throw new CheckpointError('absent-epoch', `${given} asks for an epoch of a file; FOLDER@N is epoch N of a folder.`);
  }
  if (isFile) return fileTarget(pool, given, listing, options);
  const edges = edgesPerCheckpoint(listing.files.length);
  const paramsOf = (file: RunFile): MeasureParams => ({ file, prune: options.prune, edges, data: options.data });
  if (epoch !== null) {
    const [file] = selectEpoch(listing.files, epoch);
    if (file === undefined) throw nothingRead(listing.failed);
    const header = await inspect(pool, file, options.signal);
    return { given, params: paramsOf(file), header, run: path, notes: [] };
  }
  return { given, run: path, ...(await lastEpoch(pool, listing, paramsOf, options.signal)) };
}

/** Whether both are epochs of one run, which are of one architecture, so that their nodes keep their identity. */
export function isOneRun(a: CompareTarget, b: CompareTarget): boolean {
  if (a.params.file.path === b.params.file.path) return true;
  if (a.run === null || b.run === null || a.header.architectureKey !== b.header.architectureKey) return false;
  return a.run === b.run || dirname(a.params.file.path) === dirname(b.params.file.path);
}

/** A path that exists is never taken apart. */
function parseTarget(given: string): { readonly path: string; readonly epoch: number | null } {
  const path = resolve(given);
  const [, folder, digits] = /^(.+)@(\d+)$/s.exec(given) ?? [];
  if (folder === undefined || existsSync(path)) return { path, epoch: null };
  return { path: resolve(folder), epoch: Number(digits) };
}

async function fileTarget(
  pool: WorkerPool<AnalysisWorker>,
  given: string,
  { files, failed }: RunListing,
  options: TargetOptions,
): Promise<CompareTarget> {
  const [alone] = files;
  if (alone === undefined) throw nothingRead(failed);
  const epochOf = await epochAmongOthers(pool, alone, options);
  const file = epochOf?.file ?? alone;
  const params = { file, prune: options.prune, edges: edgesPerCheckpoint(epochOf?.epochs ?? 1), data: options.data };
  const header = await inspect(pool, file, options.signal);
  return { given, params, header, run: epochOf?.run ?? null, notes: [] };
}

/**
 * The run that a file is a numbered epoch of: which number in its name is the epoch only shows beside the others. A
 * TensorFlow.js model lies in a folder of its own, one below the run.
 */
async function epochAmongOthers(
  pool: WorkerPool<AnalysisWorker>,
  alone: RunFile,
  options: TargetOptions,
): Promise<{ readonly run: string; readonly file: RunFile; readonly epochs: number } | null> {
  const folder = dirname(alone.path);
  const candidates = alone.path.endsWith('model.json') ? [folder, dirname(folder)] : [folder];
  for (const run of candidates) {
    const listing = await list(pool, run, options).catch((error: unknown) => {
      if (error instanceof CheckpointError && error.reason === 'cancelled') throw error;
      // What else lies there is not what was asked for.
      return null;
    });
    const file = listing?.files.find(({ path, epoch }) => path === alone.path && epoch !== null);
    if (listing !== null && file !== undefined && listing.files.length > 1)
      return { run, file, epochs: listing.files.length };
  }
  return null;
}

/** The last epoch that can be opened, of the architecture that most of them share. */
async function lastEpoch(
  pool: WorkerPool<AnalysisWorker>,
  { files, failed }: RunListing,
  paramsOf: (file: RunFile) => MeasureParams,
  signal: AbortSignal | undefined,
): Promise<Pick<CompareTarget, 'params' | 'header' | 'notes'>> {
  const unreadable = [...failed];
  const inspected = await mapLimited(files, pool.size, async (file): Promise<Inspected | null> => {
    try {
      return { params: paramsOf(file), header: await pool.call('inspect', { file }, { signal }) };
    } catch (error) {
      if (error instanceof CheckpointError && error.reason === 'cancelled') throw error;
      unreadable.push(failedFile(file, error));
      return null;
    }
  });
  const { group, others } = largestGroup(inspected.filter((entry) => entry !== null));
  const last = group.at(-1);
  if (last === undefined) throw nothingRead(unreadable);
  const { epoch, name } = last.params.file;
  const later = [...unreadable, ...others].filter((file) => file.epoch !== null && file.epoch > (epoch ?? -1));
  const notes = later.map(({ path, reason }) => `${path} was passed over, ${name} is compared: ${reason}`);
  return { ...last, notes };
}

async function inspect(
  pool: WorkerPool<AnalysisWorker>,
  file: RunFile,
  signal: AbortSignal | undefined,
): Promise<CheckpointHeader> {
  try {
    return await pool.call('inspect', { file }, { signal });
  } catch (error) {
    if (error instanceof CheckpointError && error.reason === 'cancelled') throw error;
    throw nothingRead([failedFile(file, error)]);
  }
}

function list(pool: WorkerPool<AnalysisWorker>, path: string, { signal }: TargetOptions): Promise<RunListing> {
  return pool
    .call('listRun', { paths: [path] }, { signal })
    .catch((error: unknown) => Promise.reject(notListed([path], error)));
}
