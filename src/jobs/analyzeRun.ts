import { CheckpointError, messageOf } from '../network/failure.js';
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
} from '../protocol/worker.js';
import { mapLimited } from './limited.js';
import type { MeasureCache } from './measureCache.js';
import type { WorkerPool } from './pool.js';

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
  readonly cache: MeasureCache;
  readonly signal?: AbortSignal | undefined;
  /** Leave alone what changed less than this long ago: someone may still be writing it. */
  readonly settleMs?: number;
  readonly onRun?: (run: Run) => void;
  readonly onMeasured?: (index: number, measured: MeasuredCheckpoint) => void;
  readonly onFailed?: (index: number, failed: FailedFile) => void;
  readonly onProgress?: (progress: MeasureProgress) => void;
}

/** The epochs of one architecture, in order; what does not belong is in `failed`. */
export interface Run {
  readonly files: readonly RunFile[];
  /** Null while the only file is still being written. */
  readonly header: CheckpointHeader | null;
  readonly failed: readonly FailedFile[];
  readonly trainingLog: TrainingLog | null;
  /** Files left alone because they changed just now. */
  readonly unsettled: readonly RunFile[];
}

export interface AnalyzedRun extends Run {
  /** As `files`; null where measuring failed. */
  readonly measured: readonly (MeasuredCheckpoint | null)[];
}

/**
 * Lists, inspects and measures a run on the pool's workers. The last epoch is measured first, because it answers
 * whether a channel formed, then the first, then the others.
 * @throws {CheckpointError} when nothing could be read, `ambiguous` for two equally large architectures, `cancelled`.
 */
export async function analyzeRun(
  pool: WorkerPool<AnalysisWorker>,
  request: RunRequest,
  options: RunOptions,
): Promise<AnalyzedRun> {
  const { signal, cache } = options;
  const listing = await pool.call('listRun', { paths: request.paths }, { signal });
  const wanted = selectEpoch(listing.files, request.epoch);
  const now = Date.now();
  const { settleMs = 0 } = options;
  // A time of change far in the future is another machine's clock, not a file being written.
  const unsettled = wanted.filter((file) => Math.abs(now - file.mtimeMs) < settleMs);
  const edges = edgesPerCheckpoint(wanted.length);
  const params = (file: RunFile): MeasureParams => ({ file, prune: request.prune, edges, data: request.data });
  const failed = [...listing.failed];

  const settled = wanted.filter((file) => !unsettled.includes(file));
  const headers = await mapLimited(settled, pool.size, async (file) => {
    const known = cache.get(params(file));
    if (known !== undefined) return { file, header: known.header };
    try {
      return { file, header: await pool.call('inspect', { file }, { signal }) };
    } catch (error) {
      failed.push(failure(file, error));
      return null;
    }
  });
  const group = largestGroup(
    headers.filter((entry) => entry !== null),
    failed,
  );
  const run: Run = {
    files: group.map(({ file }) => file),
    header: group[0]?.header ?? null,
    failed,
    trainingLog: listing.trainingLog,
    unsettled,
  };
  if (run.header === null && unsettled.length === 0) throw nothingRead(failed);
  options.onRun?.(run);

  const measured: (MeasuredCheckpoint | null)[] = run.files.map(() => null);
  let done = 0;
  const report = (what: string, part = 0): void =>
    options.onProgress?.({ done: done + part, total: run.files.length, what });
  await mapLimited(measuringOrder(run.files.length), pool.size, async (index) => {
    const file = run.files[index];
    if (file === undefined) return;
    try {
      const result =
        cache.get(params(file)) ??
        (await pool.call('measure', params(file), {
          signal,
          onProgress: (value) => {
            const { done: slices, total } = value as MeasureProgress;
            report(file.name, total > 0 ? slices / total : 0);
          },
        }));
      cache.set(params(file), result);
      measured[index] = result;
      done++;
      options.onMeasured?.(index, result);
    } catch (error) {
      done++;
      const entry = failure(file, error);
      failed.push(entry);
      options.onFailed?.(index, entry);
    }
    report(file.name);
  });
  if (unsettled.length === 0 && measured.every((entry) => entry === null)) throw nothingRead(failed);
  return { ...run, failed, measured };
}

/** Cancelling ends the whole run; any other failure ends one file. */
function failure(file: RunFile, error: unknown): FailedFile {
  if (error instanceof CheckpointError && error.reason === 'cancelled') throw error;
  const lostWorker = error instanceof CheckpointError && (error.reason === 'timeout' || error.reason === 'crashed');
  const reason = lostWorker
    ? `${file.name} could not be parsed: ${error.message}; it is probably damaged, copy it again or save it again.`
    : messageOf(error);
  return { path: file.name, epoch: file.epoch, reason };
}

function selectEpoch(files: readonly RunFile[], epoch: number | undefined): readonly RunFile[] {
  if (epoch === undefined) return files;
  const found = files.filter((file) => file.epoch === epoch);
  if (found.length > 0) return found;
  const known = files.map((file) => file.epoch ?? 'none');
  const range = known.length > 12 ? `${known[0]} to ${known.at(-1)}` : known.join(', ');
  throw new CheckpointError('absent-epoch', `There is no epoch ${epoch} in this run; it has ${range}.`);
}

interface Inspected {
  readonly file: RunFile;
  readonly header: CheckpointHeader;
}

function largestGroup(entries: readonly Inspected[], failed: FailedFile[]): readonly Inspected[] {
  const byKey = new Map<string, Inspected[]>();
  for (const entry of entries) {
    const key = entry.header.architectureKey;
    byKey.set(key, [...(byKey.get(key) ?? []), entry]);
  }
  const groups = [...byKey.values()].sort((a, b) => b.length - a.length);
  const [largest, second] = groups;
  if (largest === undefined) return [];
  if (second !== undefined && second.length === largest.length) {
    const names = [largest, second].map((group) => group[0]?.file.name).join('" and "');
    throw new CheckpointError(
      'ambiguous',
      `The folder holds equally many checkpoints of different architectures ("${names}"); choose the files of one run.`,
    );
  }
  for (const { file } of groups.slice(1).flat()) {
    const reason = 'It has another architecture than the larger group of checkpoints here.';
    failed.push({ path: file.name, epoch: file.epoch, reason });
  }
  return largest;
}

function measuringOrder(count: number): number[] {
  const order = Array.from({ length: count }, (_, index) => index);
  const last = order.pop();
  return last === undefined ? [] : [last, ...order];
}

function nothingRead(failed: readonly FailedFile[]): CheckpointError {
  const [first] = failed;
  if (first === undefined) return new CheckpointError('empty', 'There is no checkpoint here.');
  if (failed.length === 1) return new CheckpointError('corrupt', sentence(first));
  return new CheckpointError('corrupt', `None of ${failed.length} files could be read. ${sentence(first)}`);
}

function sentence({ path, reason }: FailedFile): string {
  return reason.includes(path) ? reason : `${path}: ${reason}`;
}
