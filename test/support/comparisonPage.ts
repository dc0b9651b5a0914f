import { readFileSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { comparisonHtmlPieces } from '../../src/comparison/html.js';
import { analyzeRun, type AnalyzedRun } from '../../src/jobs/analyzeRun.js';
import { PairComparer } from '../../src/jobs/comparePair.js';
import { HeldCheckpoints } from '../../src/jobs/heldCheckpoints.js';
import { noStore } from '../../src/jobs/measureCache.js';
import { runView } from '../../src/jobs/runView.js';
import type { ComparedSide, Comparison } from '../../src/protocol/comparison.js';
import type { Choice, CompareView } from '../../src/protocol/comparePanel.js';
import type { ComparedCheckpoints, MeasureParams } from '../../src/protocol/worker.js';
import { builtPool } from './builtPool.js';

/** Epochs of a run by their places in it: a, b, and further ones that are compared with a. */
export type ComparedPlaces = readonly [number, number, ...number[]];

/** Writes standalone comparisons of epochs of one run, each into its own file. */
export async function writeComparisonPages(folder: string, pages: Readonly<Record<string, ComparedPlaces>>) {
  const pool = builtPool();
  try {
    const store = new HeldCheckpoints(noStore);
    const run = await analyzeRun(pool, { paths: [resolve(folder)], prune: 'mean', data: null }, { store });
    const comparer = new PairComparer(pool, store);
    for (const [file, places] of Object.entries(pages)) {
      writeFileSync(file, [...comparisonHtmlPieces(await embedded(run, comparer, places), assets())].join(''));
    }
  } finally {
    pool.dispose();
  }
}

async function embedded(run: AnalyzedRun, comparer: PairComparer, [a, b, ...more]: ComparedPlaces) {
  const paramsAt = (index: number): MeasureParams => {
    const params = run.params[index];
    if (params === undefined) throw new Error(`The run has no epoch at ${index}.`);
    return params;
  };
  const sideAt = (index: number): ComparedSide => {
    const { name, epoch } = paramsAt(index).file;
    return { path: name, epoch, format: run.header?.format ?? '' };
  };
  const compare = (index: number): Promise<ComparedCheckpoints> =>
    comparer.compare({ a: paramsAt(a), b: paramsAt(index), match: 'auto', isOneRun: true });
  const { pair, changes } = await compare(b);
  const further = [];
  for (const index of more) further.push({ ...sideAt(index), ...(await compare(index)).pair });
  const comparison: Comparison = {
    schema: 'morphoscope/comparison@1',
    generator: { name: 'morphoscope', version: '0' },
    a: sideAt(a),
    b: sideAt(b),
    ...pair,
    more: further,
  };
  const isMeasured = (index: number): boolean => run.measured[index] != null;
  const at = (index: number): Choice => ({ run: 0, index });
  const view: CompareView = {
    title: 'reference-run',
    runs: [runView(run, { title: 'reference-run', data: null, isMeasured, activity: null })],
    failures: [null],
    a: at(a),
    b: at(b),
    more: more.map(at),
    match: 'auto',
    data: null,
    activity: null,
  };
  const checkpoints = run.measured.flatMap((measured, index) =>
    measured === null ? [] : [{ ...at(index), report: measured.report, sketch: measured.sketch }],
  );
  return { view, checkpoints, comparison, changes, error: null };
}

function assets() {
  return { script: readFileSync('dist/page/page.js', 'utf8'), style: readFileSync('dist/page/page.css', 'utf8') };
}
