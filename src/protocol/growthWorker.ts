import type { GrowthComparison } from './comparison.js';
import type { RunFile } from './worker.js';

/** The thread that predicts how connectivities grow, for which it reads a training's data. */
export interface GrowthWorker {
  /**
   * Predicted and actual growth from a to b. Progress: `MeasureProgress`.
   * @throws {CheckpointError} one sentence why it cannot be said: another run, other data, an engine or optimizer for which it is
   *   not defined, and what reading gives
   */
  growth(params: GrowthParams): GrowthComparison;
}

/** Two epochs of one folder, a before b. */
export interface EpochPair {
  readonly a: RunFile;
  readonly b: RunFile;
}

export interface GrowthParams extends EpochPair {
  /** The folder of downloaded data sets; nothing is downloaded. */
  readonly cache: string;
  /** True in Restricted Mode: no file is opened because a `run.json` that anyone may have sent names it. */
  readonly isRestricted?: boolean;
}
