import { existsSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { EnsembleRow, EnsembleSummary } from '../protocol/ensemble.js';
import { networkFolder, networkSeeds, type EnsembleNetwork } from './ensemble.js';
import { parseSummary } from './ensembleSummary.js';
import { readRunDocument, type RunDocument } from './runDocument.js';

const SUMMARY = 'summary.csv';

/**
 * The networks of an ensemble's folder; null for any other folder.
 * @throws {CheckpointError} for a summary that is damaged
 */
export function ensembleSummary(folder: string): EnsembleSummary | null {
  const document = documentOf(folder);
  if (document?.networks === undefined) return null;
  const { networks, task, layers, seed } = document;
  const path = join(folder, SUMMARY);
  const name = `${SUMMARY} of ${basename(folder)}`;
  const done = existsSync(path)
    ? parseSummary(readFileSync(path, 'utf8'), task, networkSeeds(seed, networks), name)
    : [];
  return {
    networks,
    scoreName: task === 'labels' ? 'accuracy' : 'R²',
    hiddenNodes: sum(layers),
    rows: done.map(rowOf),
  };
}

function documentOf(folder: string): RunDocument | null {
  try {
    return readRunDocument(folder);
  } catch {
    return null;
  }
}

function rowOf({ network, loss, valLoss, liveAtInit, liveAtEnd, ...others }: EnsembleNetwork): EnsembleRow {
  const finite = (value: number): number | null => (Number.isFinite(value) ? value : null);
  return {
    ...others,
    folder: networkFolder(network),
    loss: finite(loss),
    valLoss: finite(valLoss),
    liveAtInit: sum(liveAtInit),
    liveAtEnd: sum(liveAtEnd),
  };
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
