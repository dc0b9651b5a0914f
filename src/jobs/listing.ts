import { listRun } from '../checkpoint/folder.js';
import { CheckpointError } from '../network/failure.js';
import type { RunListing } from '../protocol/worker.js';
import { ensembleSummary } from '../training/ensembleRecord.js';
import { trainingRecord } from '../training/trainingRecord.js';

/**
 * The checkpoints of these paths, and the training of a single folder.
 * @param watching of a folder without checkpoints, an ensemble or a training that has just begun is worth showing
 * @throws {CheckpointError} as `listRun`
 */
export async function listWithTraining(paths: readonly string[], watching: boolean): Promise<RunListing> {
  const [folder] = paths;
  const training = paths.length === 1 && folder !== undefined ? trainingRecord(folder) : null;
  const ensemble = training === null || folder === undefined ? null : ensembleSummary(folder);
  try {
    return { ...(await listRun(paths)), training, ensemble };
  } catch (error) {
    const isEmpty = error instanceof CheckpointError && error.reason === 'empty';
    if (!isEmpty || !watching || (ensemble === null && training?.isHeld !== true)) throw error;
    return { files: [], failed: [], trainingLog: null, training, ensemble };
  }
}
