import type { EnsembleParams, EnsembleResult } from './ensemble.js';
import type {
  DataLocation,
  DataPlace,
  ExportedModel,
  StoredRun,
  TrainingOptions,
  TrainParams,
  TrainResult,
} from './training.js';

/** The thread that trains into one folder. */
export interface TrainingWorker {
  /**
   * Trains until the last epoch, `stop`, or a loss that is no number. Whatever ends it, what is in the folder is whole and
   * can be resumed. Progress: `TrainProgress`, at most ten a second.
   * @throws {CheckpointError} for data, folders and settings with which nothing can be trained; `disk-full`, `permission`
   *   when the folder cannot be written any more
   */
  train(params: TrainParams): TrainResult;
  /**
   * Trains many networks, until all are done or `stop`. A network whose loss is no number ends, the others do not.
   * Progress: `EnsembleProgress`, at most ten a second.
   * @throws {CheckpointError} as `train`
   */
  trainEnsemble(params: EnsembleParams): EnsembleResult;
  /** What the run of a folder was begun with. @throws {CheckpointError} `missing`, `corrupt`, `unsupported-format` */
  stored(params: { readonly folder: string }): StoredRun;
  /** Where a data set's original files are. @throws {CheckpointError} `missing` when `dataFolder` lacks one */
  locate(params: DataPlace): DataLocation;
  /** Fetches what `locate` misses, once the user has agreed; the paths of all files. Progress: `DownloadProgress`. */
  download(params: Omit<DataPlace, 'dataFolder'>): readonly string[];
  /** Writes the weights saved last as a TensorFlow.js model into the run's folder. @throws as `stored`, and `empty` */
  exportTfjs(params: { readonly folder: string; readonly version: string }): ExportedModel;
  /** What can be chosen on this machine. */
  choices(params: Record<string, never>): TrainingOptions;
  /** Ends the training within a batch; `train` and `trainEnsemble` then answer with status `stopped`. */
  stop(params: Record<string, never>): void;
}
