import { basename, join, resolve } from 'node:path';
import { comparisonCsv } from '../comparison/csv.js';
import { createComparison, pairsOf, type ComparedWithA } from '../comparison/document.js';
import { comparisonTable } from '../comparison/table.js';
import { PairComparer, SideError } from '../jobs/comparePair.js';
import { compareTarget, isOneRun, type CompareTarget } from '../jobs/compareTargets.js';
import { notChecked } from '../jobs/failedFile.js';
import { HeldCheckpoints } from '../jobs/heldCheckpoints.js';
import { noStore, type MeasureStore } from '../jobs/measureCache.js';
import { withGrowth } from '../jobs/pairGrowth.js';
import type { WorkerPool } from '../jobs/pool.js';
import { CheckpointError } from '../network/failure.js';
import type { ChangeSketch, ComparedSide, Comparison, MatchChoice } from '../protocol/comparison.js';
import type { CallOptions } from '../protocol/rpc.js';
import type { AnalysisWorker, MeasureProgress } from '../protocol/worker.js';
import { documentPieces } from '../report/json.js';
import { compareHtml } from './compareHtml.js';
import { dataCache } from './dataCache.js';
import { say, sayWritten, writeOutput, writeToStdout } from './output.js';
import { progressBar } from './progress.js';
import { parse, UsageError } from './usage.js';
import { workerPool } from './workerPool.js';

const MOST = 8;

/** `morphoscope compare`: what changed from one checkpoint to others, as a table, JSON, CSV or one HTML file. */
export const compare = {
  usage: `compare <a> <b> [more, up to 8 in all] [--data FILE] [--match auto|off|all] [--json FILE|-] [--html FILE] [--csv DIR]
    Compares checkpoints with the first one. A folder means its last epoch, FOLDER@N its epoch N.
    --data FILE  sample data (.npy, .npz, .csv; rows are samples) for live nodes and the likeness of activations
    --match      which node is which between different runs: auto (default) matches layers of up to 2048 nodes, all
                 also wider ones, and even epochs of one run, whose nodes otherwise keep their identity; off none`,

  async run(args: readonly string[], signal: AbortSignal): Promise<void> {
    const { values, positionals } = parse(args, {
      data: { type: 'string' },
      match: { type: 'string' },
      json: { type: 'string' },
      html: { type: 'string' },
      csv: { type: 'string' },
    });
    if (positionals.length < 2) throw new UsageError('compare needs two checkpoints or more.');
    if (positionals.length > MOST) throw new UsageError(`compare takes up to ${MOST} checkpoints.`);
    const match = parseMatch(values.match ?? 'auto');
    const data = values.data === undefined ? null : resolve(values.data);
    const pool = workerPool();
    const bar = progressBar();
    const work: Work = {
      pool,
      store: new HeldCheckpoints(noStore),
      options: { signal, onProgress: (progress) => bar.show(progress as MeasureProgress) },
    };
    try {
      const targets = await openTargets(work, positionals, data);
      const { comparison, changes } = await compareAll(work, targets, match);
      const page =
        values.html === undefined
          ? null
          : await compareHtml(
              pool,
              { targets, match, data, comparison, changes },
              { store: work.store, signal, onProgress: (progress) => bar.show(progress) },
            );
      bar.clear();
      for (const line of unusual(targets, comparison)) say(line);
      if (values.json === '-') await writeToStdout(documentPieces(comparison), signal);
      else if (values.json !== undefined) writeOutput(values.json, documentPieces(comparison));
      if (values.csv !== undefined) {
        for (const [name, pieces] of comparisonCsv(comparison)) writeOutput(join(values.csv, name), pieces);
      }
      if (values.html !== undefined && page !== null) writeOutput(values.html, page);
      sayWritten(values.json, values.csv, values.html);
      if ([values.json, values.html, values.csv].every((output) => output === undefined)) {
        await writeToStdout([comparisonTable(comparison)], signal);
      }
    } finally {
      bar.clear();
      pool.dispose();
    }
  },
};

/** What all steps share. */
interface Work {
  readonly pool: WorkerPool<AnalysisWorker>;
  /** Each checkpoint is measured once, also when it is compared with several. */
  readonly store: MeasureStore;
  readonly options: CallOptions;
}

async function openTargets(
  { pool, options: { signal } }: Work,
  names: readonly string[],
  data: string | null,
): Promise<CompareTarget[]> {
  const targets: CompareTarget[] = [];
  for (const given of names) {
    const target = await compareTarget(pool, given, { prune: 'mean', data, signal }).catch((error: unknown) => {
      throw named(error, given, names);
    });
    targets.push(target);
    if (data === null) continue;
    await pool.call('checkData', { path: data, file: target.params.file }, { signal }).catch((error: unknown) => {
      throw notChecked(data, error);
    });
  }
  return targets;
}

/** The first against each of the others. */
async function compareAll(
  { pool, store, options }: Work,
  [a, ...others]: readonly CompareTarget[],
  match: MatchChoice,
): Promise<{ readonly comparison: Comparison; readonly changes: ChangeSketch }> {
  const comparer = new PairComparer(pool, store);
  const place = { script: join(__dirname, 'worker', 'growth.mjs'), cache: dataCache() };
  const compared: (ComparedWithA & { readonly changes: ChangeSketch })[] = [];
  for (const b of others) {
    if (a === undefined) break;
    const request = { a: a.params, b: b.params, match, isOneRun: isOneRun(a, b) };
    const { pair, changes } = await comparer.compare(request, options).catch((error: unknown) => {
      if (!(error instanceof SideError)) throw error;
      throw named(error, error.side === 'a' ? a.given : b.given, [a.given, b.given]);
    });
    compared.push({ side: sideOf(b), pair: await withGrowth(pair, request, place, options), changes });
  }
  const [first, ...more] = compared;
  if (a === undefined || first === undefined) throw new UsageError('compare needs two checkpoints or more.');
  return { comparison: createComparison(sideOf(a), first, more), changes: first.changes };
}

function parseMatch(text: string): MatchChoice {
  if (text === 'auto' || text === 'off' || text === 'all') return text;
  throw new UsageError(`--match takes auto, off or all, not "${text}".`);
}

function sideOf({ given, params, header }: CompareTarget): ComparedSide {
  return { path: given, epoch: params.file.epoch, format: header.format };
}

/** Where the sentence does not tell which of the paths it is about, it is put before. */
function named(error: unknown, given: string, all: readonly string[]): unknown {
  if (!(error instanceof CheckpointError) || error.reason === 'cancelled') return error;
  const names = all.map((path) => basename(path));
  const isTold =
    error.message.includes(basename(given)) && names.indexOf(basename(given)) === names.lastIndexOf(basename(given));
  return isTold ? error : new CheckpointError(error.reason, `${given}: ${error.message}`, { cause: error });
}

/** One line a finding that a reader of files alone would miss. */
function unusual(targets: readonly CompareTarget[], comparison: Comparison): string[] {
  const sick = pairsOf(comparison).flatMap(({ pair }) =>
    pair.matrices.flatMap(({ nonFiniteA, nonFiniteB, name }) => (nonFiniteA + nonFiniteB > 0 ? [name] : [])),
  );
  const unhealthy = [...new Set(sick)];
  return [
    ...targets.flatMap(({ notes }) => notes),
    ...(unhealthy.length === 0 ? [] : [`Attention: values of ${unhealthy.join(', ')} are NaN or infinite.`]),
  ];
}
