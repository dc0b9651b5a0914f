import { basename } from 'node:path';
import { CheckpointError, messageOf } from '../network/failure.js';
import type { RunView } from '../protocol/panel.js';
import type { FailedFile } from '../protocol/report.js';
import type { Prune } from '../protocol/sketch.js';
import type { Accessibility, AnalysisWorker, MeasuredCheckpoint, MeasureProgress } from '../protocol/worker.js';
import { analyzeRun, type Run } from './analyzeRun.js';
import type { MeasureCache } from './measureCache.js';
import type { WorkerPool } from './pool.js';
import { runView } from './runView.js';

export interface SessionListener {
  run(view: RunView): void;
  checkpoint(index: number, measured: MeasuredCheckpoint): void;
  /** Nothing can be shown; one sentence. */
  failure(message: string): void;
}

/** A file that changed less than this ago may be half-written. */
const SETTLE_MS = 1500;
const PROGRESS_MS = 100;

/**
 * One run on show: measures it, again when its files change, and remembers what was measured so that a page that loads
 * anew is filled at once. Only the newest analysis speaks; an older one is cancelled.
 */
export class RunSession {
  private run: Run | null = null;
  private measured: (MeasuredCheckpoint | null)[] = [];
  private failed: readonly FailedFile[] = [];
  private error: string | null = null;
  private dataPath: string | null = null;
  private current: AbortController | null = null;
  private timer: NodeJS.Timeout | undefined;
  private progress: MeasureProgress | null = null;
  private lastProgress = 0;

  constructor(
    private readonly pool: WorkerPool<AnalysisWorker>,
    private readonly cache: MeasureCache,
    readonly title: string,
    private readonly paths: readonly string[],
    private readonly listener: SessionListener,
  ) {}

  get data(): string | null {
    return this.dataPath;
  }

  /** What is measured so far, in epoch order; null entries are pending or failed. */
  snapshot(): { readonly view: RunView; readonly measured: readonly (MeasuredCheckpoint | null)[] } | null {
    return this.run === null ? null : { view: this.view(this.run), measured: this.measured };
  }

  /** Tells the listener everything anew, for a page that has just loaded. */
  replay(): void {
    if (this.error !== null) this.listener.failure(this.error);
    if (this.run === null) return;
    this.listener.run(this.view(this.run));
    this.measured.forEach((entry, index) => {
      if (entry !== null) this.listener.checkpoint(index, entry);
    });
  }

  /** Lists and measures again; what has not changed comes from the cache. */
  refresh(): void {
    void this.analyze();
  }

  /** Like `refresh`, once things have been quiet for a moment. */
  refreshSoon(delayMs = 300): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.refresh(), delayMs);
  }

  attachData(path: string | null): void {
    this.dataPath = path;
    this.refresh();
  }

  cancel(): void {
    this.current?.abort();
  }

  prune(index: number, prune: Prune): Promise<Accessibility> {
    const file = this.run?.files[index];
    if (file === undefined) return Promise.reject(new CheckpointError('absent-epoch', 'That epoch is no longer here.'));
    return this.pool.call('prune', { file, prune });
  }

  dispose(): void {
    clearTimeout(this.timer);
    this.cancel();
  }

  private async analyze(): Promise<void> {
    clearTimeout(this.timer);
    this.current?.abort();
    const controller = new AbortController();
    this.current = controller;
    const isCurrent = (): boolean => this.current === controller;
    try {
      const result = await analyzeRun(
        this.pool,
        { paths: this.paths, prune: 'mean', data: this.dataPath },
        {
          cache: this.cache,
          signal: controller.signal,
          settleMs: SETTLE_MS,
          onRun: (run) => isCurrent() && this.adopt(run),
          onMeasured: (index, measured) => isCurrent() && this.fill(index, measured),
          onFailed: (_, failed) => {
            if (isCurrent()) this.failed = [...this.failed, failed];
          },
          onProgress: (progress) => isCurrent() && this.report(progress),
        },
      );
      if (!isCurrent()) return;
      this.finish(result);
      if (result.unsettled.length > 0) this.refreshSoon(SETTLE_MS);
    } catch (error) {
      if (isCurrent()) this.fail(error);
    }
  }

  private adopt(run: Run): void {
    this.error = null;
    this.run = run;
    this.failed = run.failed;
    this.measured = run.files.map(() => null);
    this.progress = { done: 0, total: run.files.length, what: '' };
    this.listener.run(this.view(run));
  }

  private fill(index: number, measured: MeasuredCheckpoint): void {
    this.measured[index] = measured;
    this.listener.checkpoint(index, measured);
  }

  private report(progress: MeasureProgress): void {
    this.progress = progress;
    const now = Date.now();
    if (this.run === null || now - this.lastProgress < PROGRESS_MS) return;
    this.lastProgress = now;
    this.listener.run(this.view(this.run));
  }

  private finish(run: Run): void {
    this.run = run;
    this.failed = run.failed;
    this.progress = null;
    this.current = null;
    this.listener.run(this.view(run));
  }

  private fail(error: unknown): void {
    this.current = null;
    this.progress = null;
    const cancelled = error instanceof CheckpointError && error.reason === 'cancelled';
    if (this.run !== null && (cancelled || this.measured.some((entry) => entry !== null))) {
      // What is on show stays there: cancelling, or a run that has just been deleted, takes nothing away.
      if (!cancelled) this.failed = [...this.failed, { path: this.title, epoch: null, reason: messageOf(error) }];
      this.listener.run(this.view(this.run));
      return;
    }
    this.error = cancelled ? 'Cancelled before anything was measured.' : messageOf(error);
    this.listener.failure(this.error);
  }

  private view(run: Run): RunView {
    const { progress } = this;
    return runView(run, {
      title: this.title,
      data: this.dataPath === null ? null : basename(this.dataPath),
      failed: this.failed,
      isMeasured: (index) => this.measured[index] != null,
      activity:
        progress === null
          ? null
          : {
              text: `Measuring ${Math.floor(progress.done)} of ${progress.total}`,
              fraction: progress.total > 0 ? progress.done / progress.total : null,
            },
    });
  }
}
