import { cpSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { failedFile, notListed } from '../../../src/jobs/failedFile.js';
import { mapLimited } from '../../../src/jobs/limited.js';
import type { WorkerPool } from '../../../src/jobs/pool.js';
import { CheckpointError } from '../../../src/network/failure.js';
import type { AnalysisWorker } from '../../../src/protocol/worker.js';
import { documentJson } from '../../../src/report/json.js';
import { builtPool } from '../../support/builtPool.js';
import { corrupt } from '../../support/corrupt.js';
import { fixtures, goldenDocuments } from '../../support/golden.js';
import { scratchFolder } from '../../support/scratch.js';

/** `npm test` does the first 30 of each fixture; MORPHOSCOPE_CORRUPTIONS=300 goes on from there to 300. */
const DONE_ANYWAY = 30;
const UP_TO = Number(process.env['MORPHOSCOPE_CORRUPTIONS'] ?? DONE_ANYWAY);
const FIRST = UP_TO > DONE_ANYWAY ? DONE_ANYWAY : 0;
const LANES = 2;
/** The library hangs at about two damaged HDF5 files in a hundred; analysing any of these takes milliseconds. */
const TIME_LIMIT_MS = 700;
/** For a file that is whole, also on a busy machine. */
const PATIENCE_MS = 30_000;

const scratch = scratchFolder();
let pool: WorkerPool<AnalysisWorker>;
const limit = { size: LANES, timeLimitMs: TIME_LIMIT_MS };
beforeAll(() => {
  pool = builtPool(limit);
});
afterAll(() => pool.dispose());

/** Every single file that the golden documents name, and each shard beside it. */
const files = goldenDocuments
  .flatMap((golden) => golden.files.map(({ path }) => path))
  .filter((path) => /\.\w+$/.test(basename(path)) && !path.startsWith('..'));

/** Lists and measures, as an analysis does; throws the sentence that a user would read. */
async function analyze(path: string): Promise<void> {
  const { files, failed } = await pool.call('listRun', { paths: [path] }).catch((error: unknown) => {
    throw notListed([path], error);
  });
  const [file] = files;
  if (file === undefined) throw new CheckpointError('corrupt', failed[0]?.reason ?? 'nothing was said');
  const { report } = await pool
    .call('measure', { file, prune: 'mean', edges: 1000, data: null })
    .catch((error: unknown) => {
      throw new CheckpointError('corrupt', failedFile(file, error).reason);
    });
  // Throws where a NaN or an infinity got in.
  documentJson(report);
}

describe('seeded damage ends in a report or in one sentence', () => {
  test.each(files)('%s', { timeout: UP_TO * 4000 }, async (path) => {
    const seeds = Array.from({ length: UP_TO - FIRST }, (_, index) => FIRST + index);
    limit.timeLimitMs = TIME_LIMIT_MS;
    await mapLimited(seeds, LANES, async (seed) => {
      const folder = mkdtempSync(join(scratch, `${seed}-`));
      cpSync(dirname(join(fixtures, path)), folder, { recursive: true });
      // Damage takes turns between the main file and what it draws on.
      const shards = readdirSync(folder).filter((name) => name.endsWith('.bin') || /_\d{5}\.weights\.h5$/.test(name));
      const targets = [basename(path), ...shards];
      const target = join(folder, targets[seed % targets.length] ?? '');
      const { what, bytes } = corrupt(readFileSync(target), seed);
      writeFileSync(target, bytes);
      const place = `seed ${seed}: ${what} in ${basename(target)}`;
      await analyze(join(folder, basename(path))).catch((error: unknown) => {
        if (!(error instanceof CheckpointError)) throw new Error(place, { cause: error });
        expect(error.message, place).toMatch(/^\S.{15,}[.)]$/s);
        expect(error.message, place).not.toMatch(/mistake of Morphoscope|TypeError|undefined|\[object|at .*js:\d/);
      });
      rmSync(folder, { recursive: true });
    });
    limit.timeLimitMs = PATIENCE_MS;
    // Nothing of all that may have stayed behind in the workers.
    await analyze(join(fixtures, path));
  });
});
