import { ReproduceRun } from '../../jobs/reproduceRun.js';
import type { Services } from '../services.js';

/** A thread that reproduces figures and simulates, and starts those that train; to be disposed of. */
export function reproduceThread({ context }: Pick<Services, 'context'>): ReproduceRun {
  return new ReproduceRun(context.asAbsolutePath('dist/worker/reproduction.mjs'));
}
