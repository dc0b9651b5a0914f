import { TrainRun } from '../../jobs/trainRun.js';
import type { Services } from '../services.js';

/** A thread that finds data, trains and writes; to be disposed of. */
export function trainRun({ context }: Pick<Services, 'context'>): TrainRun {
  return new TrainRun(context.asAbsolutePath('dist/worker/training.mjs'));
}
