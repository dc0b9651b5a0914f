import { CheckpointError, type FailureReason } from '../../network/failure.js';

/** Data with one sample a row. */
export interface SampleData {
  readonly name: string;
  /** Samples first. */
  readonly shape: readonly number[];
  /** In C order. */
  readonly values: Float32Array;
}

/** More samples than this tell nothing new about which nodes are active. */
export const MAX_DATA_BYTES = 2 ** 30;

export function badData(sentence: string, reason: FailureReason = 'bad-data'): CheckpointError {
  return new CheckpointError(reason, `${sentence}.`);
}
