import { mkdtempSync, rmSync, watch } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { noStore } from '../src/jobs/measureCache.js';
import { DEFAULTS } from '../src/jobs/networkSettings.js';
import { WorkerPool } from '../src/jobs/pool.js';
import { RunSession } from '../src/jobs/runSession.js';
import { TrainRun } from '../src/jobs/trainRun.js';
import type { AnalysisWorker } from '../src/protocol/worker.js';

/**
 * Trains the reference network for argv[2] epochs, alone or, where argv[3] is `watched`, while its folder is on show as in
 * the editor: listed at every change, measured, and told to a page. Prints the seconds of training.
 */
const [, , epochs = '', how = ''] = process.argv;
const workers = (name: string): string => fileURLToPath(new URL(`worker/${name}.mjs`, import.meta.url));
const scratch = mkdtempSync(join(tmpdir(), 'morphoscope-watched-'));
const folder = join(scratch, 'run');
const pool = new WorkerPool<AnalysisWorker>({ script: workers('worker'), size: 1, timeLimitMs: 60_000 });
// A message to a page is a text.
const tell = (...message: readonly unknown[]): void => void JSON.stringify(message);
const session = new RunSession(pool, noStore, 'run', [folder], { run: tell, checkpoint: tell, failure: tell });
const run = new TrainRun(workers('training'));
let stopWatching = (): void => undefined;
try {
  const { seconds } = await run.train(
    {
      folder,
      resume: false,
      dataset: 'clusters',
      dataFolder: null,
      files: [],
      settings: { ...DEFAULTS, epochs: Number(epochs) },
      mode: 'reproducible',
      keep: 'thin',
      scaling: {},
      exportTfjs: false,
      version: 'bench',
    },
    {
      onLocked: () => {
        if (how !== 'watched') return;
        session.refresh();
        const watcher = watch(folder, (event) => session.filesChanged(event === 'rename'));
        stopWatching = () => watcher.close();
      },
    },
  );
  process.stdout.write(JSON.stringify({ seconds }));
} finally {
  stopWatching();
  session.dispose();
  pool.dispose();
  rmSync(scratch, { recursive: true, force: true });
}
