/** Samples to send through a network, as a `.npy`, `.npz` or `.csv` file holds them. */
export interface SampleData {
  /** As shown: the file's name. */
  readonly name: string;
  /** Rows are samples: `shape[0]` samples of `shape[1] x shape[2] ...` values. */
  readonly shape: readonly number[];
  /** All values, row by row. */
  readonly values: Float32Array;
}
