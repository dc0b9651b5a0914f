import { basename, join, resolve } from 'node:path';
import { analyzeRun, type AnalyzedRun } from '../jobs/analyzeRun.js';
import { noStore } from '../jobs/measureCache.js';
import { runView } from '../jobs/runView.js';
import type { Report } from '../protocol/report.js';
import type { Prune } from '../protocol/sketch.js';
import { csvPieces } from '../report/csv.js';
import { createReport } from '../report/document.js';
import { unhealthy } from '../report/health.js';
import { htmlPieces } from '../report/html.js';
import { reportPieces } from '../report/json.js';
import { reportTable } from '../report/table.js';
import { say, sayWritten, writeOutput, writeToStdout } from './output.js';
import { pageAssets } from './pageAssets.js';
import { progressBar } from './progress.js';
import { parse, UsageError, wholeNumber } from './usage.js';
import { workerPool } from './workerPool.js';

/** `morphoscope analyze`: the report that the panel draws, as a table, JSON, CSV or one HTML file. */
export const analyze = {
  usage: `analyze <file|folder>... [--epoch N] [--data FILE] [--prune mean|median|VALUE] [--json FILE|-] [--html FILE] [--csv DIR]
    Measures the weight morphology of a checkpoint, or of the epochs of one run.
    --epoch N    only epoch N
    --data FILE  sample data (.npy, .npz, .csv; rows are samples) for embedding dimension and live nodes
    --prune      threshold of |w| below which a connection is cut: each matrix's mean (default), median, or a value`,

  async run(args: readonly string[], signal: AbortSignal): Promise<void> {
    const { values, positionals } = parse(args, {
      epoch: { type: 'string' },
      data: { type: 'string' },
      prune: { type: 'string' },
      json: { type: 'string' },
      html: { type: 'string' },
      csv: { type: 'string' },
    });
    if (positionals.length === 0) throw new UsageError('analyze needs a checkpoint file or a folder of checkpoints.');
    const request = {
      paths: positionals.map((path) => resolve(path)),
      epoch: values.epoch === undefined ? undefined : wholeNumber('epoch', values.epoch),
      data: values.data === undefined ? null : resolve(values.data),
      prune: parsePrune(values.prune ?? 'mean'),
    };
    const pool = workerPool();
    const bar = progressBar();
    try {
      const run = await analyzeRun(pool, request, {
        store: noStore,
        signal,
        onProgress: (progress) => bar.show(progress),
      });
      bar.clear();
      const report = document(run, positionals.join(' '));
      for (const line of unhealthy(report)) say(line);
      if (values.json === '-') await writeToStdout(reportPieces(report), signal);
      else if (values.json !== undefined) writeOutput(values.json, reportPieces(report));
      if (values.csv !== undefined) {
        for (const [name, pieces] of csvPieces(report)) writeOutput(join(values.csv, name), pieces);
      }
      if (values.html !== undefined) writeOutput(values.html, html(run, request.paths, request.data));
      sayWritten(values.json, values.csv, values.html);
      if ([values.json, values.html, values.csv].every((output) => output === undefined)) {
        await writeToStdout([reportTable(report)], signal);
      }
    } finally {
      bar.clear();
      pool.dispose();
    }
  },
};

function parsePrune(text: string): Prune {
  if (text === 'mean' || text === 'median') return text;
  const value = Number(text);
  if (text.trim() === '' || !Number.isFinite(value) || value < 0) {
    throw new UsageError(`--prune takes mean, median or a value of |w| from 0, not "${text}".`);
  }
  return value;
}

function document(run: AnalyzedRun, path: string): Report {
  return createReport({
    path,
    format: run.header?.format ?? '',
    producer: run.header?.producer ?? null,
    failed: run.failed,
    checkpoints: run.measured.flatMap((entry) => (entry === null ? [] : [entry.report])),
  });
}

function html(run: AnalyzedRun, paths: readonly string[], data: string | null): Iterable<string> {
  const view = runView(run, {
    title: basename(paths[0] ?? ''),
    data: data === null ? null : basename(data),
    isMeasured: (index) => run.measured[index] != null,
    activity: null,
  });
  const checkpoints = run.measured.flatMap((entry, index) =>
    entry === null ? [] : [{ index, report: entry.report, sketch: entry.sketch }],
  );
  return htmlPieces({ run: view, checkpoints }, pageAssets());
}
