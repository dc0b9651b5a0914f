import { basename } from 'node:path';
import { comparisonHtmlPieces } from '../comparison/html.js';
import { analyzeRun, type AnalyzedRun, type RunOptions } from '../jobs/analyzeRun.js';
import type { CompareTarget } from '../jobs/compareTargets.js';
import { distinctNames } from '../jobs/distinctNames.js';
import type { WorkerPool } from '../jobs/pool.js';
import { runView } from '../jobs/runView.js';
import { CheckpointError } from '../network/failure.js';
import type { ChangeSketch, Comparison, MatchChoice } from '../protocol/comparison.js';
import type { Choice } from '../protocol/comparePanel.js';
import type { AnalysisWorker } from '../protocol/worker.js';
import { pageAssets } from './pageAssets.js';

export interface HtmlParts {
  /** The first is a, the second b. */
  readonly targets: readonly CompareTarget[];
  readonly match: MatchChoice;
  /** Absolute path of the sample data; null when there is none. */
  readonly data: string | null;
  readonly comparison: Comparison;
  readonly changes: ChangeSketch;
}

/**
 * The comparison as one page that opens by itself. Its timeline shows the whole runs, so epochs that were not compared are
 * measured too.
 * @throws {CheckpointError} as `analyzeRun`
 */
export async function compareHtml(
  pool: WorkerPool<AnalysisWorker>,
  { targets, match, data, comparison, changes }: HtmlParts,
  options: Pick<RunOptions, 'store' | 'signal' | 'onProgress'>,
): Promise<Iterable<string>> {
  const runs: { readonly path: string; readonly run: AnalyzedRun }[] = [];
  const placeIn = (path: string, target: CompareTarget): Choice | null => {
    const run = runs.findIndex((entry) => entry.path === path);
    const index = runs[run]?.run.params.findIndex(({ file }) => file.path === target.params.file.path) ?? -1;
    return index < 0 ? null : { run, index };
  };
  const choices: Choice[] = [];
  for (const target of targets) {
    // A file that is no epoch of the run's architecture is shown alone, and so is one of a folder that is no run.
    for (const path of [...(target.run === null ? [] : [target.run]), target.params.file.path]) {
      if (runs.every((entry) => entry.path !== path)) {
        const run = await analyzeRun(pool, { paths: [path], prune: target.params.prune, data }, options).catch(
          (error: unknown) => {
            const isRefused = error instanceof CheckpointError && error.reason !== 'cancelled';
            if (!isRefused || path === target.params.file.path) throw error;
            return null;
          },
        );
        if (run === null) continue;
        runs.push({ path, run });
      }
      const choice = placeIn(path, target);
      if (choice === null) continue;
      choices.push(choice);
      break;
    }
  }
  const [a, b, ...more] = choices;
  if (a === undefined || b === undefined) throw new Error('A checkpoint that was compared is not in its own run.');
  const views = runs.map(({ path, run }) => {
    const isMeasured = (index: number): boolean => run.measured[index] != null;
    return runView(run, { title: basename(path), data: dataName(data), isMeasured, activity: null });
  });
  const checkpoints = runs.flatMap(({ run: { measured } }, run) =>
    measured.flatMap((entry, index) =>
      entry === null ? [] : [{ run, index, report: entry.report, sketch: entry.sketch }],
    ),
  );
  const view = {
    title: distinctNames([comparison.a.path, comparison.b.path]).join(' and '),
    runs: views,
    failures: runs.map(() => null),
    a,
    b,
    more,
    match,
    data: dataName(data),
    isPaused: false,
    activity: null,
  };
  return comparisonHtmlPieces({ view, checkpoints, comparison, changes, error: null }, pageAssets());
}

function dataName(data: string | null): string | null {
  return data === null ? null : basename(data);
}
