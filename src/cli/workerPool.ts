import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { WorkerPool } from '../jobs/pool.js';
import type { AnalysisWorker } from '../protocol/worker.js';

const TIME_LIMIT_MS = 30_000;

/** The command line's workers: whatever touches a checkpoint's bytes runs there. */
export function workerPool(): WorkerPool<AnalysisWorker> {
  return new WorkerPool<AnalysisWorker>({
    script: join(__dirname, 'worker', 'worker.mjs'),
    size: Math.min(4, availableParallelism()),
    timeLimitMs: TIME_LIMIT_MS,
  });
}
