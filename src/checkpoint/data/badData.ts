import { CheckpointError, type FailureReason } from '../../network/failure.js';

/** More samples than this tell nothing new about which nodes are active. */
export const MAX_DATA_BYTES = 2 ** 30;

export function badData(sentence: string, reason: FailureReason = 'bad-data'): CheckpointError {
  return new CheckpointError(reason, `${sentence}.`);
}
