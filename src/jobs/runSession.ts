import { basename } from 'node:path';
import { CheckpointError, messageOf } from '../network/failure.js';
import type { RunView, TrainingView } from '../protocol/panel.js';
import type { Prune } from '../protocol/sketch.js';
import type {
  Accessibility,
  AnalysisWorker,
  MeasuredCheckpoint,
  MeasureParams,
  MeasureProgress,
} from '../protocol/worker.js';
import { analyzeRun, SETTLE_MS, type Run } from './analyzeRun.js';
import { HeldCheckpoints } from './heldCheckpoints.js';
import type { MeasureStore } from './measureCache.js';
import type { WorkerPool } from './pool.js';
import { runView } from './runView.js';
import { recordedTraining } from './trainingView.js';

export interface SessionListener {
  run(view: RunView): void;
  checkpoint(index: number, measured: MeasuredCheckpoint): void;
  /** Nothing can be shown: one sentence. `isNews` is false when a page that loads anew is only told again. */
  failure(message: string, isNews: boolean): void;
}

const PROGRESS_MS = 100;
/** Changes of files come in swarms; a refresh waits this long for the rest of the swarm, and never longer. */
const GATHER_MS = 300;

/**
 * One run on show: measures it, again when its files change, and holds what was measured so that a page that loads anew
 * is filled at once. One analysis at a time; a change in the meantime starts another when it ends.
 */
export class RunSession {
  private readonly held: HeldCheckpoints;
  private run: Run | null = null;
  private measured: (MeasuredCheckpoint | null)[] = [];
  private error: string | null = null;
  private wanted: ReadonlySet<string> = new Set();
  private current: AbortController | null = null;
  private working: Promise<void> | null = null;
  private isStale = false;
  private isPaused = false;
  private isDisposed = false;
  private timer: NodeJS.Timeout | undefined;
  private progress: MeasureProgress | null = null;
  private lastProgress = 0;

  constructor(
    private readonly pool: WorkerPool<AnalysisWorker>,
    store: MeasureStore,
    readonly title: string,
    private readonly paths: readonly string[],
    private readonly listener: SessionListener,
    /** Sample data that is attached from the beginning. */
    private dataPath: string | null = null,
  ) {
    this.held = new HeldCheckpoints(store);
  }

  /** What is measured so far, in epoch order; null entries are pending or failed. */
  snapshot(): { readonly view: RunView; readonly measured: readonly (MeasuredCheckpoint | null)[] } | null {
    return this.run === null ? null : { view: this.view(this.run), measured: this.measured };
  }

  /** What the epoch at this place is measured with; undefined where there is none. */
  paramsOf(index: number): MeasureParams | undefined {
    return this.run?.params[index];
  }

  /** These files of the run are measured before its others. */
  want(names: ReadonlySet<string>): void {
    this.wanted = names;
  }

  /** What the run's folder tells of its training; null when it was not trained here, or nothing is known yet. */
  get training(): TrainingView | null {
    return this.run === null ? null : recordedTraining(this.run);
  }

  /** Tells the listener everything anew, for a page that has just loaded. */
  replay(): void {
    if (this.error !== null) this.listener.failure(this.error, false);
    if (this.run === null) return;
    this.listener.run(this.view(this.run));
    this.measured.forEach((entry, index) => {
      if (entry !== null) this.listener.checkpoint(index, entry);
    });
  }

  /** Lists and measures; what has not changed is not measured again. */
  refresh(): void {
    this.isPaused = false;
    if (this.working === null) this.working = this.work();
    else this.isStale = true;
  }

  /** Something changed on disk. After a cancel only what is new is worth going on for. */
  filesChanged(isNew: boolean): void {
    if (this.isPaused && !isNew) return;
    this.refreshIn(GATHER_MS);
  }

  /**
   * Measures with this sample data, or without any.
   * @throws {CheckpointError} when the data cannot be read or does not fit; what is on show then stays as it is.
   */
  async attachData(path: string | null): Promise<void> {
    if (path !== null) await this.checkData(path);
    this.dataPath = path;
    this.current?.abort();
    this.refresh();
  }

  /** @throws {CheckpointError} when the data cannot be read or does not fit. */
  async checkData(path: string): Promise<void> {
    const [first] = this.run?.params ?? [];
    if (first !== undefined) await this.pool.call('checkData', { path, file: first.file });
  }

  /** The user has seen enough: what is measured stays. */
  cancel(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
    this.isStale = false;
    this.isPaused = true;
    this.current?.abort();
  }

  prune(index: number, prune: Prune): Promise<Accessibility> {
    const file = this.run?.params[index]?.file;
    if (file === undefined) return Promise.reject(new CheckpointError('absent-epoch', 'That epoch is no longer here.'));
    return this.pool.call('prune', { file, prune });
  }

  dispose(): void {
    this.isDisposed = true;
    this.cancel();
  }

  private refreshIn(ms: number): void {
    // Not put off by further changes: something that changes all the time would never be seen.
    this.timer ??= setTimeout(() => {
      this.timer = undefined;
      this.refresh();
    }, ms);
  }

  private async work(): Promise<void> {
    await this.analyze();
    this.working = null;
    if (this.isStale && !this.isDisposed) this.refresh();
  }

  private async analyze(): Promise<void> {
    const controller = new AbortController();
    this.current = controller;
    this.isStale = false;
    try {
      const result = await analyzeRun(
        this.pool,
        { paths: this.paths, prune: 'mean', data: this.dataPath },
        {
          store: this.held,
          signal: controller.signal,
          watching: true,
          wanted: () => this.wanted,
          onRun: (run) => this.adopt(run),
          onMeasured: (index, measured) => this.fill(index, measured),
          onFailed: (failed) => {
            if (this.run !== null) this.run = { ...this.run, failed };
          },
          onProgress: (progress) => this.report(progress),
        },
      );
      this.adopt(result);
      this.progress = null;
      this.held.keep(result.params);
      this.tell();
      if (result.unsettled.length > 0) this.refreshIn(SETTLE_MS);
    } catch (error) {
      this.progress = null;
      if (!this.isDisposed) this.fail(error);
    } finally {
      this.current = null;
    }
  }

  private adopt(run: Run): void {
    const before = new Set(this.measured);
    this.error = null;
    this.run = run;
    this.measured = run.params.map((params) => this.held.peek(params) ?? null);
    // A look that finds nothing new is not worth a word, and a run in training is looked at all the time.
    if (!this.isComplete()) this.progress ??= { done: 0, total: run.params.length, what: '' };
    this.tell();
    // Entries that are new here, or have moved to another place.
    this.measured.forEach((entry, index) => {
      if (entry !== null && !before.has(entry)) this.listener.checkpoint(index, entry);
    });
  }

  private fill(index: number, measured: MeasuredCheckpoint): void {
    if (this.measured[index] === measured) return;
    this.measured[index] = measured;
    this.listener.checkpoint(index, measured);
  }

  private report(progress: MeasureProgress): void {
    if (this.progress === null && this.isComplete()) return;
    this.progress = progress;
    const now = Date.now();
    if (now - this.lastProgress < PROGRESS_MS) return;
    this.lastProgress = now;
    this.tell();
  }

  private isComplete(): boolean {
    return this.measured.every((entry) => entry !== null);
  }

  private fail(error: unknown): void {
    const cancelled = error instanceof CheckpointError && error.reason === 'cancelled';
    if (this.run !== null && (cancelled || this.measured.some((entry) => entry !== null))) {
      // What is on show stays there: cancelling, or a run that has just been deleted, takes nothing away.
      const lost = { path: this.title, epoch: null, reason: messageOf(error) };
      if (!cancelled)
        this.run = { ...this.run, failed: [lost, ...this.run.failed.filter(({ path }) => path !== this.title)] };
      this.tell();
      return;
    }
    // Only to begin again, with other data.
    if (cancelled && this.isStale) return;
    this.error = cancelled ? 'Cancelled before anything was measured.' : messageOf(error);
    this.listener.failure(this.error, !cancelled);
  }

  private tell(): void {
    if (this.run !== null && !this.isDisposed) this.listener.run(this.view(this.run));
  }

  private view(run: Run): RunView {
    return runView(run, {
      title: this.title,
      data: this.dataPath === null ? null : basename(this.dataPath),
      isMeasured: (index) => this.measured[index] != null,
      activity: this.activity(run),
    });
  }

  private activity({ unsettled }: Run): RunView['activity'] {
    const { progress } = this;
    if (progress !== null) {
      const fraction = progress.total > 0 ? progress.done / progress.total : null;
      return { text: `Measuring ${Math.floor(progress.done)} of ${progress.total}`, fraction };
    }
    const [waiting] = unsettled;
    return waiting === undefined ? null : { text: `${waiting.name} is still being written`, fraction: null };
  }
}
