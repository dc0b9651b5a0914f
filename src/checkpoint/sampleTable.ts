import { readHead } from './head.js';
import { readNpz } from './data/npy.js';
import { CheckpointError } from '../network/failure.js';
import type { SampleData } from '../network/sampleData.js';
import { assertFiniteRows, readSampleData } from './sampleData.js';

/** Samples and, where the file keeps them apart, their targets. */
export interface SampleTable {
  readonly x: SampleData;
  /** The array `y` of an `.npz`; null where the target is a column of `x`. */
  readonly y: SampleData | null;
}

/** Data to train on: as `readSampleData`, with the array `y` of an `.npz` beside it. @throws as `readSampleData`, `bad-data` without targets */
export async function readTable(path: string): Promise<SampleTable> {
  const x = await readSampleData(path);
  const head = await readHead(path, 'shallow');
  if (head.zip === null) return { x, y: null };
  if (!head.zip.includes('y.npy')) {
    throw new CheckpointError(
      'bad-data',
      `${head.name} holds no array y with the targets; add it, or save one table with the target in the last column as .npy or .csv.`,
    );
  }
  return { x, y: assertFiniteRows(await readNpz(path, head, 'y.npy')) };
}
