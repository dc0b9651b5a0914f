import { join } from 'node:path';
import { analysisWorker } from '../../src/jobs/analysisWorker.js';
import type {
  ComparedCheckpoints,
  CompareParams,
  MeasuredCheckpoint,
  MeasureParams,
} from '../../src/protocol/worker.js';
import { fixtures } from './golden.js';

const call = { signal: new AbortController().signal, progress: () => undefined };

/** A fixture as the worker is asked to measure it. @param path relative to the fixtures */
export async function fixtureParams(path: string): Promise<MeasureParams> {
  const { files } = await analysisWorker.listRun({ paths: [join(fixtures, path)] }, call);
  const [file] = files;
  if (file === undefined) throw new Error(`${path} holds no checkpoint.`);
  return { file, prune: 'mean', edges: 20_000, data: null };
}

export async function measuredFixture(path: string): Promise<MeasuredCheckpoint> {
  return analysisWorker.measure(await fixtureParams(path), call);
}

/** Two fixtures as the worker compares them; different runs whose nodes are not matched, unless options say otherwise. */
export async function comparedFiles(
  a: string,
  b: string,
  options: Partial<CompareParams> = {},
): Promise<ComparedCheckpoints> {
  const sides = { a: await fixtureParams(a), b: await fixtureParams(b) };
  const rest = { known: { a: null, b: null }, match: 'off', isOneRun: false } as const;
  return analysisWorker.compare({ ...sides, ...rest, ...options }, call);
}
