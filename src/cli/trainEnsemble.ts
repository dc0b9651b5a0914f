import { availableParallelism } from 'node:os';
import type { TrainRun } from '../jobs/trainRun.js';
import { CheckpointError } from '../network/failure.js';
import { MOST_NETWORKS, type EnsembleParams, type EnsembleResult } from '../protocol/ensemble.js';
import type { StoredRun } from '../protocol/training.js';
import { say } from './output.js';
import type { progressBar } from './progress.js';
import { shortly } from '../report/shortly.js';
import { UsageError, wholeNumber } from './usage.js';

const MOST_WORKERS = 1000;

interface EnsembleFlags {
  readonly networks?: string | undefined;
  readonly workers?: string | undefined;
  readonly export?: string | undefined;
}

/**
 * How many networks on how many threads; null where one network is to be trained.
 * @param stored the run that is resumed
 * @throws {UsageError} naming the flag
 */
export function ensembleSize(
  flags: EnsembleFlags,
  stored: StoredRun | null,
): Pick<EnsembleParams, 'networks' | 'workers'> | null {
  const limited = (flag: 'networks' | 'workers', most: number): number | null => {
    const text = flags[flag];
    if (text === undefined) return null;
    const value = wholeNumber(flag, text, 1);
    if (value > most) throw new UsageError(`--${flag} takes at most ${most}.`);
    return value;
  };
  const networks = limited('networks', MOST_NETWORKS) ?? stored?.networks ?? null;
  const workers = limited('workers', MOST_WORKERS);
  if (networks === null) {
    if (workers === null) return null;
    throw new UsageError('--workers goes with --networks: one network is trained by one thread.');
  }
  if (flags.export !== undefined) throw new UsageError('--export goes with one network, not with --networks.');
  return { networks, workers: workers ?? availableParallelism() };
}

/** Trains, and says how it came out. @throws {CheckpointError} `cancelled` when it was stopped */
export async function trainEnsemble(
  run: TrainRun,
  params: EnsembleParams,
  terminal: { readonly signal: AbortSignal; readonly bar: ReturnType<typeof progressBar>; readonly folder: string },
): Promise<void> {
  const { signal, bar, folder } = terminal;
  const result = await run.trainEnsemble(params, {
    signal,
    onProgress: ({ done, networks, running, epochs, epochsPerSecond }) => {
      const begun = running.reduce((sum, { epoch }) => sum + epoch / epochs, 0);
      bar.show({ done: done + begun, total: networks, what: `networks, ${shortly(epochsPerSecond)} epochs a second` });
    },
  });
  bar.clear();
  for (const note of result.notes) say(note);
  const { status, done, networks, diverged } = result;
  if (diverged > 0) say(`${diverged} of ${done} networks diverged; summary.csv names them and the epoch they reached.`);
  if (status === 'stopped') {
    say(`Stopped after ${done} of ${networks} networks; go on with: morphoscope train --resume ${folder}`);
    throw new CheckpointError('cancelled', 'Cancelled.');
  }
  process.stdout.write(`${summary(result, params, folder)}\n`);
}

function summary(
  { networks, medianScore, scoreName, trained, seconds }: EnsembleResult,
  { settings }: EnsembleParams,
  folder: string,
): string {
  const parts = [
    `${networks} networks of ${settings.epochs} epochs`,
    ...(medianScore === null ? [] : [`median ${scoreName} ${shortly(medianScore, 4)}`]),
    trained === 0
      ? 'nothing left to train'
      : `${seconds.toFixed(1)} s (${Math.round(trained / seconds)} epochs a second)`,
  ];
  return `${parts.join(', ')}; in ${folder}, one row a network in summary.csv; analyze one with: morphoscope analyze ${folder}/network-0000`;
}
