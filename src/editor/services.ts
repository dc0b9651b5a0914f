import { statSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import * as vscode from 'vscode';
import { MeasureCache } from '../jobs/measureCache.js';
import { WorkerPool } from '../jobs/pool.js';
import type { AnalysisWorker } from '../protocol/worker.js';
import { setting } from './settings.js';
import { Trainings } from './training/trainings.js';

const ANALYSIS_WORKER = 'dist/worker/worker.mjs';

/** What commands, panels and editors share. The pool and the cache are made when first asked for. */
export interface Services {
  readonly context: vscode.ExtensionContext;
  readonly log: vscode.LogOutputChannel;
  readonly pool: WorkerPool<AnalysisWorker>;
  readonly cache: MeasureCache;
  readonly trainings: Trainings;
  /** Absolute path of the folder of downloaded data sets. */
  readonly datasets: string;
}

export function createServices(context: vscode.ExtensionContext): Services {
  const log = vscode.window.createOutputChannel('Morphoscope', { log: true });
  const trainings = new Trainings();
  context.subscriptions.push(log, trainings);
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
    datasets: vscode.Uri.joinPath(context.globalStorageUri, 'data').fsPath,
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
