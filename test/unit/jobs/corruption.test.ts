import { cpSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { analyzeRun } from '../../../src/jobs/analyzeRun.js';
import { mapLimited } from '../../../src/jobs/limited.js';
import { noStore } from '../../../src/jobs/measureCache.js';
import type { WorkerPool } from '../../../src/jobs/pool.js';
import { CheckpointError } from '../../../src/network/failure.js';
import type { AnalysisWorker } from '../../../src/protocol/worker.js';
import { documentJson } from '../../../src/report/json.js';
import { builtPool } from '../../support/builtPool.js';
import { corrupt } from '../../support/corrupt.js';
import { fixtures, goldenDocuments } from '../../support/goldenFiles.js';
import { scratchFolder } from '../../support/scratch.js';

/** 30 of each fixture in `npm test`, 300 where MORPHOSCOPE_CORRUPTIONS says so. */
const COUNT = Number(process.env['MORPHOSCOPE_CORRUPTIONS'] ?? 30);
const LANES = 2;
/** The library hangs at about one damaged HDF5 file in a hundred; analysing any of these takes milliseconds. */
const TIME_LIMIT_MS = 2000;

const scratch = scratchFolder();
let pool: WorkerPool<AnalysisWorker>;
beforeAll(() => {
  pool = builtPool({ size: LANES, timeLimitMs: TIME_LIMIT_MS });
});
afterAll(() => pool.dispose());

/** Every single file that the golden documents name, and each shard beside it. */
const files = goldenDocuments
  .flatMap((golden) => golden.files.map(({ path }) => path))
  .filter((path) => /\.\w+$/.test(basename(path)) && !path.startsWith('..'));

async function analyze(path: string): Promise<void> {
  const request = { paths: [path], prune: 'mean', data: null } as const;
  const { measured } = await analyzeRun(pool, request, { store: noStore });
  const [entry] = measured;
  if (entry == null) throw new Error('neither a report nor a sentence');
  // Throws where a NaN or an infinity got in.
  documentJson(entry.report);
}

describe('seeded damage ends in a report or in one sentence', () => {
  test.each(files)('%s', { timeout: COUNT * 4000 }, async (path) => {
    const seeds = Array.from({ length: COUNT }, (_, seed) => seed);
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
        expect(error.message, place).not.toMatch(/TypeError|undefined|\[object|at .*js:\d/);
      });
      rmSync(folder, { recursive: true });
    });
    // Nothing of all that may have stayed behind in the workers.
    await analyze(join(fixtures, path));
  });
});
