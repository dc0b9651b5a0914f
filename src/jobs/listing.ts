import { listRun } from '../checkpoint/folder.js';
import { CheckpointError } from '../network/failure.js';
import type { RunListing } from '../protocol/worker.js';
import { trainingRecord } from '../training/trainingRecord.js';

/**
 * The checkpoints of these paths, and the training of a single folder.
 * @throws {CheckpointError} as `listRun`; not for a folder without checkpoints in which a training has just begun
 */
export async function listWithTraining(paths: readonly string[]): Promise<RunListing> {
  const [folder] = paths;
  const training = paths.length === 1 && folder !== undefined ? trainingRecord(folder) : null;
  try {
    return { ...(await listRun(paths)), training };
  } catch (error) {
    const isAwaited = training?.isHeld === true && error instanceof CheckpointError && error.reason === 'empty';
    if (!isAwaited) throw error;
    return { files: [], failed: [], trainingLog: null, training };
  }
}
