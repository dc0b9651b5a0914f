import { statSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import * as vscode from 'vscode';
import type { LiveTraining } from '../jobs/liveTraining.js';
import { MeasureCache } from '../jobs/measureCache.js';
import { WorkerPool } from '../jobs/pool.js';
import type { ReproductionSession } from '../jobs/reproductionSession.js';
import type { AnalysisWorker } from '../protocol/worker.js';
import { JobsAtWork } from './jobsAtWork.js';
import { setting } from './settings.js';

const ANALYSIS_WORKER = 'dist/worker/worker.mjs';

/** What commands, panels and editors share. The pool and the cache are made when first asked for. */
export interface Services {
  readonly context: vscode.ExtensionContext;
  readonly log: vscode.LogOutputChannel;
  readonly pool: WorkerPool<AnalysisWorker>;
  readonly cache: MeasureCache;
  readonly trainings: JobsAtWork<LiveTraining>;
  readonly reproductions: JobsAtWork<ReproductionSession>;
  /** Absolute path of the folder of downloaded data sets. */
  readonly datasets: string;
  /** Absolute path of the folder of networks that figures of the paper were made from, beside it. */
  readonly networks: string;
}

export function createServices(context: vscode.ExtensionContext): Services {
  const log = vscode.window.createOutputChannel('Morphoscope', { log: true });
  const trainings = new JobsAtWork<LiveTraining>();
  const reproductions = new JobsAtWork<ReproductionSession>();
  context.subscriptions.push(log, trainings, reproductions);
  const pool = lazy(() => {
    const created = new WorkerPool<AnalysisWorker>({
      script: context.asAbsolutePath(ANALYSIS_WORKER),
      // One core is left for the editor itself.
      size: Math.max(1, Math.min(4, availableParallelism() - 1)),
      get timeLimitMs() {
        return 1000 * setting('parserTimeLimit');
      },
      onReplaced: (why) => log.warn(`A worker was replaced: ${why}.`),
    });
    context.subscriptions.push(created);
    return created;
  });
  const cache = lazy(() => {
    const folder = vscode.Uri.joinPath(context.globalStorageUri, 'measured').fsPath;
    // Also by when the worker was built: a developer's build measures something new without a new version.
    const { mtimeMs } = statSync(context.asAbsolutePath(ANALYSIS_WORKER));
    return new MeasureCache(folder, `${MORPHOSCOPE_VERSION} ${mtimeMs}`);
  });
  return {
    context,
    log,
    trainings,
    reproductions,
    datasets: vscode.Uri.joinPath(context.globalStorageUri, 'data').fsPath,
    networks: vscode.Uri.joinPath(context.globalStorageUri, 'networks').fsPath,
    get pool() {
      return pool();
    },
    get cache() {
      return cache();
    },
  };
}

function lazy<T>(create: () => T): () => T {
  let value: { readonly held: T } | undefined;
  return () => (value ??= { held: create() }).held;
}
