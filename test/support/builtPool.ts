import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { WorkerPool } from '../../src/jobs/pool.js';
import type { AnalysisWorker } from '../../src/protocol/worker.js';

/** A pool of the real worker as it is shipped. The time limit is looked up at every call. */
export function builtPool(
  options: { readonly size?: number; readonly timeLimitMs?: number } = {},
): WorkerPool<AnalysisWorker> {
  const script = resolve('dist/worker/worker.mjs');
  if (!existsSync(script)) throw new Error('There is no dist/: run `npm run build` first.');
  return new WorkerPool({
    script,
    size: options.size ?? 2,
    get timeLimitMs() {
      return options.timeLimitMs ?? 30_000;
    },
  });
}
