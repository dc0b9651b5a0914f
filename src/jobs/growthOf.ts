import { CheckpointError } from '../network/failure.js';
import type { GrowthComparison } from '../protocol/comparison.js';
import type { GrowthParams, GrowthWorker } from '../protocol/growthWorker.js';
import type { CallOptions } from '../protocol/rpc.js';
import { failedFile } from './failedFile.js';
import { WorkerPool } from './pool.js';

/** Unpacking a data set gives no sign of life meanwhile. */
const TIME_LIMIT_MS = 120_000;

/** Growth, or one sentence why it cannot be said; for `growth` of a comparison and its `reasons`. */
export type GrowthAnswer =
  { readonly growth: GrowthComparison; readonly reason: null } | { readonly growth: null; readonly reason: string };

/**
 * Predicted and actual growth from one epoch to a later one, in a thread of its own that ends with the answer.
 * @param script absolute path of the bundle `growth.mjs`
 * @param options progress: `MeasureProgress`
 * @throws {CheckpointError} `cancelled`, and nothing else
 */
export async function growthOf(script: string, params: GrowthParams, options: CallOptions): Promise<GrowthAnswer> {
  const pool = new WorkerPool<GrowthWorker>({ script, size: 1, timeLimitMs: TIME_LIMIT_MS });
  try {
    return { growth: await pool.call('growth', params, options), reason: null };
  } catch (error) {
    if (error instanceof CheckpointError && error.reason === 'cancelled') throw error;
    return { growth: null, reason: failedFile(params.a, error).reason };
  } finally {
    pool.dispose();
  }
}
