import { Pauses } from '../../morphology/pause.js';
import type { FigureCall } from '../figure.js';

/**
 * Before each round of what takes long with many networks: tells, and lets a cancel through.
 * @throws {CheckpointError} `cancelled`
 */
export type RoundCall = (done: number) => Promise<void>;

/** @param unit what rounds are: `resamples` */
export function roundsOf(
  { signal, progress }: Pick<FigureCall, 'signal' | 'progress'>,
  total: number,
  unit: string,
): RoundCall {
  const pauses = new Pauses(signal);
  return async (done) => {
    progress(done, total, unit);
    await pauses.pause();
  };
}
