/** Data with one sample a row. */
export interface SampleData {
  readonly name: string;
  readonly shape: readonly number[];
  readonly values: Float32Array;
}
export async function readSampleData(path: string): Promise<SampleData> {
  throw new Error(path);
}
