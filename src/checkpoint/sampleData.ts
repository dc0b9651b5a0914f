import type { SampleData } from '../network/sampleData.js';
import { readCsv } from './data/csv.js';
import { readNpy, readNpz } from './data/npy.js';
import { badData, MAX_DATA_BYTES } from './data/badData.js';
import { readHead, startsWith } from './head.js';

/**
 * Sample data for a forward pass: `.npy`, `.npz` (its array `x`, else its first) or `.csv`; rows are samples.
 * @returns values in C order as float32
 * @throws {CheckpointError} `bad-data` naming the row for what is no finite number, `too-large` above 1 GiB
 */
export async function readSampleData(path: string): Promise<SampleData> {
  const head = await readHead(path, 'shallow');
  if (head.folder !== null) throw badData(`${head.name} is a folder; choose one .npy, .npz or .csv file`);
  if (head.size > MAX_DATA_BYTES)
    throw badData(`${head.name} is over 1 GiB; attach a part of the samples`, 'too-large');
  if (head.size === 0) throw badData(`${head.name} is empty; save the samples again`, 'empty');
  const data = startsWith(head.start, '\x93NUMPY')
    ? readNpy(path, head)
    : head.zip !== null
      ? await readNpz(path, head)
      : await readCsv(path, head);
  return checked(data);
}

function checked(data: SampleData): SampleData {
  const { name, shape, values } = data;
  if (shape.length < 2 || values.length === 0) {
    throw badData(
      `${name} has shape (${shape.join(', ')}), but samples need rows and columns: reshape it to (samples, inputs)`,
    );
  }
  return assertFiniteRows(data);
}

/** @throws {CheckpointError} `bad-data` naming the first row with NaN or an infinity */
export function assertFiniteRows(data: SampleData): SampleData {
  const { name, shape, values } = data;
  const bad = values.findIndex((value) => !Number.isFinite(value));
  if (bad < 0) return data;
  const row = Math.floor(bad / (values.length / (shape[0] ?? 1))) + 1;
  throw badData(`Row ${row} of ${name} holds ${String(values[bad])}, not a number; remove or fill it`);
}
