import { basename, join, resolve } from 'node:path';
import { comparisonCsv } from '../comparison/csv.js';
import { createComparison, pairsOf, type ComparedWithA } from '../comparison/document.js';
import { comparisonTable } from '../comparison/table.js';
import { PairComparer, SideError } from '../jobs/comparePair.js';
import { compareTarget, isOneRun, type CompareTarget } from '../jobs/compareTargets.js';
import { notChecked } from '../jobs/failedFile.js';
import { HeldCheckpoints } from '../jobs/heldCheckpoints.js';
import { noStore } from '../jobs/measureCache.js';
import { CheckpointError } from '../network/failure.js';
import type { ComparedSide, Comparison, MatchChoice } from '../protocol/comparison.js';
import type { CallOptions } from '../protocol/rpc.js';
import type { MeasureProgress } from '../protocol/worker.js';
import { documentPieces } from '../report/json.js';
import { say, writeOutput, writeToStdout } from './output.js';
import { progressBar } from './progress.js';
import { parse, UsageError } from './usage.js';
import { workerPool } from './workerPool.js';

const MOST = 8;

/** `morphoscope compare`: what changed from one checkpoint to others, as a table, JSON, CSV or one HTML file. */
export const compare = {
  usage: `compare <a> <b> [more, up to 8 in all] [--data FILE] [--match auto|off|all] [--json FILE|-] [--csv DIR]
    Compares checkpoints with the first one. A folder means its last epoch, FOLDER@N its epoch N.
    --data FILE  sample data (.npy, .npz, .csv; rows are samples) for live nodes and the likeness of activations
    --match      which node is which between different runs: auto (default) matches layers of up to 2048 nodes, all
                 also wider ones, and epochs of one run, whose nodes otherwise keep their identity; off none`,

  async run(args: readonly string[], signal: AbortSignal): Promise<void> {
    const { values, positionals } = parse(args, {
      data: { type: 'string' },
      match: { type: 'string' },
      json: { type: 'string' },
      csv: { type: 'string' },
    });
    const [first, ...others] = positionals;
    if (first === undefined || others.length === 0) throw new UsageError('compare needs two checkpoints or more.');
    if (positionals.length > MOST) throw new UsageError(`compare takes up to ${MOST} checkpoints.`);
    const match = parseMatch(values.match ?? 'auto');
    const data = values.data === undefined ? null : resolve(values.data);
    const pool = workerPool();
    const bar = progressBar();
    const options: CallOptions = { signal, onProgress: (progress) => bar.show(progress as MeasureProgress) };
    try {
      const targets: CompareTarget[] = [];
      for (const given of [first, ...others]) targets.push(await openTarget(given));
      const comparison = await compareAll(targets);
      bar.clear();
      for (const line of unusual(targets, comparison)) say(line);
      if (values.json === '-') await writeToStdout(documentPieces(comparison), signal);
      else if (values.json !== undefined) writeOutput(values.json, documentPieces(comparison));
      if (values.csv !== undefined) {
        for (const [name, pieces] of comparisonCsv(comparison)) writeOutput(join(values.csv, name), pieces);
      }
      if (values.json === undefined && values.csv === undefined) {
        await writeToStdout([comparisonTable(comparison)], signal);
      }
    } finally {
      bar.clear();
      pool.dispose();
    }

    async function openTarget(given: string): Promise<CompareTarget> {
      const target = await compareTarget(pool, given, { prune: 'mean', data, signal });
      if (data === null) return target;
      await pool
        .call('checkData', { path: data, file: target.params.file }, { signal })
        .catch((error: unknown) => Promise.reject(notChecked(data, error)));
      return target;
    }

    async function compareAll(targets: readonly CompareTarget[]): Promise<Comparison> {
      const comparer = new PairComparer(pool, new HeldCheckpoints(noStore));
      const [a, ...rest] = targets;
      if (a === undefined) throw new UsageError('compare needs two checkpoints or more.');
      const compared: ComparedWithA[] = [];
      for (const b of rest) {
        const request = { a: a.params, b: b.params, match, isOneRun: isOneRun(a, b) };
        const { pair } = await comparer.compare(request, options).catch((error: unknown) => {
          throw named(error, { a, b });
        });
        compared.push({ side: sideOf(b), pair });
      }
      const [b, ...more] = compared;
      if (b === undefined) throw new UsageError('compare needs two checkpoints or more.');
      return createComparison(sideOf(a), b, more);
    }
  },
};

function parseMatch(text: string): MatchChoice {
  if (text === 'auto' || text === 'off' || text === 'all') return text;
  throw new UsageError(`--match takes auto, off or all, not "${text}".`);
}

function sideOf({ given, params, header }: CompareTarget): ComparedSide {
  return { path: given, epoch: params.file.epoch, format: header.format };
}

/** Two runs have files of the same names: the one that failed is told apart by what the user gave. */
function named(error: unknown, targets: { readonly a: CompareTarget; readonly b: CompareTarget }): unknown {
  if (!(error instanceof SideError)) return error;
  const { given } = targets[error.side];
  const isNamed = given === basename(given) && error.message.includes(given);
  return isNamed ? error : new CheckpointError(error.reason, `${given}: ${error.message}`, { cause: error });
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
