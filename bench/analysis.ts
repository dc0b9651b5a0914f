import { statSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { analyzeRun } from '../src/jobs/analyzeRun.js';
import { noStore } from '../src/jobs/measureCache.js';
import { WorkerPool } from '../src/jobs/pool.js';
import type { AnalysisWorker } from '../src/protocol/worker.js';

/** Analyses argv[2] as the editor does and prints time, bytes and the longest event-loop delay of the owning thread. */
const [, , file = ''] = process.argv;
const pool = new WorkerPool<AnalysisWorker>({
  script: fileURLToPath(new URL('worker/worker.mjs', import.meta.url)),
  size: 1,
  timeLimitMs: 60_000,
});
const delay = monitorEventLoopDelay({ resolution: 1 });
delay.enable();
const start = performance.now();
await analyzeRun(pool, { paths: [file], prune: 'mean', data: null }, { store: noStore });
const seconds = (performance.now() - start) / 1000;
delay.disable();
pool.dispose();
const extra = { 'longest event-loop delay, ms': Math.round(delay.max / 1e5) / 10 };
process.stdout.write(JSON.stringify({ seconds, bytes: statSync(file).size, extra }));
