import { CheckpointError } from '../network/failure.js';
import type { EnsembleSummary } from '../protocol/ensemble.js';
import type { FailedFile } from '../protocol/report.js';
import { edgesPerCheckpoint, type Prune } from '../protocol/sketch.js';
import type {
  AnalysisWorker,
  CheckpointHeader,
  MeasuredCheckpoint,
  MeasureParams,
  MeasureProgress,
  RunFile,
  TrainingLog,
  TrainingRecord,
} from '../protocol/worker.js';
import { largestGroup, type Inspected } from './architectureGroups.js';
import { fileStamp } from './fileStamp.js';
import { failedFile, inListingOrder, notChecked, notListed, nothingRead } from './failedFile.js';
import { mapLimited } from './limited.js';
import type { MeasureStore } from './measureCache.js';
import type { WorkerPool } from './pool.js';
import { selectEpoch } from './selectEpoch.js';

export interface RunRequest {
  /** Files or folders, absolute. */
  readonly paths: readonly string[];
  readonly prune: Prune;
  /** Absolute path of sample data; null when there is none. */
  readonly data: string | null;
  /** Only this epoch. */
  readonly epoch?: number | undefined;
}

export interface RunOptions {
  readonly store: MeasureStore;
  readonly signal?: AbortSignal | undefined;
  /** Someone may still be writing: files that changed just now wait, and a young file that cannot be read is not lost. */
  readonly watching?: boolean;
  /** Names of files to be measured before the others; looked at anew before each. */
  readonly wanted?: () => ReadonlySet<string>;
  readonly onRun?: (run: Run) => void;
  readonly onMeasured?: (index: number, measured: MeasuredCheckpoint) => void;
  readonly onFailed?: (failed: readonly FailedFile[]) => void;
  readonly onProgress?: (progress: MeasureProgress) => void;
}

/** The epochs of one architecture, in order; what does not belong is in `failed`, in the order of the listing. */
export interface Run {
  /** What each file is measured with; `params[i].file` is epoch i. */
  readonly params: readonly MeasureParams[];
  /** Null while there is none, or the only file is still being written. */
  readonly header: CheckpointHeader | null;
  readonly failed: readonly FailedFile[];
  readonly trainingLog: TrainingLog | null;
  readonly training: TrainingRecord | null;
  readonly ensemble: EnsembleSummary | null;
  /** Files left for later because they may still be written. */
  readonly unsettled: readonly RunFile[];
}

export interface AnalyzedRun extends Run {
  /** As `params`; null where measuring failed or waits. */
  readonly measured: readonly (MeasuredCheckpoint | null)[];
}

/** A file that changed less than this ago may be half-written. */
export const SETTLE_MS = 1500;
/** One that cannot be read is only given up when nobody has written to it for this long. */
const GIVE_UP_MS = 10_000;

/**
 * Lists, inspects and measures a run on the pool's workers. The last epoch is measured first, because it answers
 * whether a channel formed, then the first, then the others; before all of them those that are `wanted`.
 * @throws {CheckpointError} when nothing could be read; `ambiguous` for two equally large architectures; `bad-data` for
 *   sample data that does not fit; `absent-epoch`; `cancelled`.
 */
export async function analyzeRun(
  pool: WorkerPool<AnalysisWorker>,
  request: RunRequest,
  options: RunOptions,
): Promise<AnalyzedRun> {
  const { signal, store } = options;
  const listing = await pool
    .call('listRun', { paths: request.paths, watching: options.watching ?? false }, { signal })
    .catch((error: unknown) => Promise.reject(notListed(request.paths, error)));
  const wanted = selectEpoch(listing.files, request.epoch);
  const young = (file: RunFile, limitMs: number): boolean =>
    // A time of change far in the future is another machine's clock, not a file being written.
    options.watching === true && Math.abs(Date.now() - file.mtimeMs) < limitMs;
  // Our own trainer puts its files in place whole.
  const unsettled = listing.training === null ? wanted.filter((file) => young(file, SETTLE_MS)) : [];
  const isAwaited = options.watching === true && (listing.training?.isHeld === true || listing.ensemble !== null);
  const edges = edgesPerCheckpoint(wanted.length);
  const data =
    request.data === null
      ? { data: null }
      : { data: request.data, dataStamp: JSON.stringify(await fileStamp(request.data)) };
  const failed = [...listing.failed];
  const giveUp = (file: RunFile, error: unknown): void => {
    // Cancelling ends the whole run; any other failure ends one file.
    if (error instanceof CheckpointError && error.reason === 'cancelled') throw error;
    if (young(file, GIVE_UP_MS)) unsettled.push(file);
    else failed.push(failedFile(file, error));
  };

  const settled = wanted.filter((file) => !unsettled.includes(file));
  const inspected = await mapLimited(settled, pool.size, async (file): Promise<Inspected | null> => {
    const params = { file, prune: request.prune, edges, ...data };
    const known = await store.get(params);
    try {
      return { params, header: known?.header ?? (await pool.call('inspect', { file }, { signal })) };
    } catch (error) {
      giveUp(file, error);
      return null;
    }
  });
  const { group, others } = largestGroup(inspected.filter((entry) => entry !== null));
  failed.push(...others);
  const run = (): Run => ({
    params: group.map(({ params }) => params),
    header: group[0]?.header ?? null,
    failed: inListingOrder(failed, listing),
    trainingLog: listing.trainingLog,
    training: listing.training,
    ensemble: listing.ensemble,
    unsettled: [...unsettled],
  });
  const [first] = group;
  if (first === undefined && unsettled.length === 0 && !isAwaited) throw nothingRead(run().failed);
  if (first !== undefined && request.data !== null) {
    const path = request.data;
    await pool
      .call('checkData', { path, file: first.params.file }, { signal })
      .catch((error: unknown) => Promise.reject(notChecked(path, error)));
  }
  options.onRun?.(run());

  const measured: (MeasuredCheckpoint | null)[] = group.map(() => null);
  let done = 0;
  const report = (what: string, part = 0): void =>
    options.onProgress?.({ done: done + part, total: group.length, what });
  const waiting = lastFirst(group.map(({ params }, index) => ({ params, index })));
  await mapLimited(group, pool.size, async () => {
    const next = takeNext(waiting, options.wanted?.());
    if (next === undefined) return;
    const { params, index } = next;
    const { file } = params;
    const onProgress = (value: unknown): void => {
      const { done: slices, total } = value as MeasureProgress;
      report(file.name, total > 0 ? slices / total : 0);
    };
    try {
      const known = await store.get(params);
      const result = known ?? (await pool.call('measure', params, { signal, onProgress }));
      if (known === undefined) await store.set(params, result);
      measured[index] = result;
      options.onMeasured?.(index, result);
    } catch (error) {
      giveUp(file, error);
      options.onFailed?.(run().failed);
    }
    done++;
    report(file.name);
  });
  if (unsettled.length === 0 && !isAwaited && measured.every((entry) => entry === null))
    throw nothingRead(run().failed);
  return { ...run(), measured };
}

function lastFirst<T>(items: readonly T[]): T[] {
  return [...items.slice(-1), ...items.slice(0, -1)];
}

/** Takes the first that is wanted, or else the first, out of those that wait. */
function takeNext<T extends { readonly params: MeasureParams }>(
  waiting: T[],
  wanted: ReadonlySet<string> | undefined,
): T | undefined {
  const at = waiting.findIndex(({ params }) => wanted?.has(params.file.name));
  return waiting.splice(Math.max(0, at), 1)[0];
}
