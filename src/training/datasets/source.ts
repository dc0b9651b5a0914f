import type { Dataset } from '../settings.js';
import type { OriginalFile } from './originalFile.js';
import type { Scaling } from './scaling.js';

/** A data set that can be trained on: a new one is one file like this and one line in the registry. */
export interface DataSource {
  /** As on the command line. */
  readonly id: string;
  /** As shown in the choice, with its size. */
  readonly title: string;
  readonly detail: string;
  /** The original files it is made from; none for what is drawn or is a file of the user's. */
  readonly files: readonly OriginalFile[];
  /** Where people find them, if there are any. */
  readonly origin?: string;
  readonly scaling: Scaling;
  /** What a document says of the data; none of a file of the user's. */
  readonly inWords?: DataInWords;
  /** The same for a model of the user's, where it differs: as `fit` would get the data. */
  readonly scalingForModels?: Scaling;
  /**
   * @param paths of `files`, in their order
   * @throws {CheckpointError} `bad-data`, `missing`, `permission`, `truncated`
   */
  load(paths: readonly string[], options: LoadOptions): Promise<Dataset>;
}

export interface DataInWords {
  readonly train: number;
  readonly test: number;
  /** What a sample is and how the two splits come about. */
  readonly made: string;
  /** Of features and target. */
  readonly scaling: string;
}

export interface LoadOptions {
  /** Decides what is drawn and how rows are split. */
  readonly seed: number;
  readonly scaling: Scaling;
}
