import { createReadStream } from 'node:fs';
import { parse } from 'csv-parse';
import type { FileHead } from '../head.js';
import { messageOf, type CheckpointError } from '../../network/failure.js';
import type { SampleData } from '../../network/sampleData.js';
import { badData } from './badData.js';

/** A row of a hundred thousand columns; a text without line ends is no table. */
const MAX_ROW_BYTES = 2 ** 20;

/** A table of numbers, a sample a row; the first line may name the columns. Commas, semicolons or tabs separate. */
export async function readCsv(path: string, { name, start }: FileHead): Promise<SampleData> {
  if (start.includes(0)) throw badData(`${name} is neither a NumPy array nor text; attach a .npy, .npz or .csv file`);
  const rows = createReadStream(path).pipe(
    parse({
      bom: true,
      delimiter: delimiterOf(start),
      max_record_size: MAX_ROW_BYTES,
      relax_column_count: true,
      skip_empty_lines: true,
      trim: true,
    }),
  );
  let header: readonly string[] | null = null;
  let columns = 0;
  let count = 0;
  let values = new Float32Array(1024);
  try {
    for await (const row of rows as AsyncIterable<readonly string[]>) {
      if (count === 0 && header === null) {
        columns = row.length;
        const comma = row.findIndex(isDecimalComma);
        if (comma >= 0) throw decimalComma(row[comma] ?? '', name, 0, `${comma + 1}`);
        if (row.some((cell) => cell !== '' && Number.isNaN(Number(cell)) && !isNotANumber(cell))) {
          header = row;
          continue;
        }
      }
      if (row.length !== columns) {
        throw badData(
          `Row ${count + 1} of ${name} has ${row.length} cells where ${columns} are expected; make all rows equally long`,
        );
      }
      if ((count + 1) * columns > values.length) values = grown(values, (count + 1) * columns);
      for (const [i, cell] of row.entries())
        values[count * columns + i] = numberOf(cell, name, count, header?.[i] ?? `${i + 1}`);
      count++;
    }
  } catch (error) {
    if (error instanceof Error && error.name === 'CheckpointError') throw error;
    throw badData(`${name} is no table (${messageOf(error)}); attach a .npy, .npz or .csv file of numbers`);
  }
  return { name, shape: [count, columns], values: values.slice(0, count * columns) };
}

function delimiterOf(start: Uint8Array): string {
  const line = new TextDecoder().decode(start).split('\n', 1)[0] ?? '';
  return [';', '\t', ','].find((mark) => line.includes(mark)) ?? ',';
}

function numberOf(cell: string, name: string, row: number, column: string): number {
  const value = cell === '' ? NaN : Number(cell);
  if (!Number.isNaN(value)) return value;
  if (isDecimalComma(cell)) throw decimalComma(cell, name, row, column);
  throw badData(
    cell === '' || isNotANumber(cell)
      ? `Row ${row + 1} of ${name} has no number in column ${column}; remove or fill it`
      : `Column ${column} of ${name} holds text (${JSON.stringify(cell.slice(0, 40))} in row ${row + 1}); leave columns of text out or encode them as numbers`,
  );
}

/** `1,5` as spreadsheets of many countries write it; not read, since `1,234` may also be a thousand. */
function isDecimalComma(cell: string): boolean {
  return /^[-+]?\d*,\d+(e[-+]?\d+)?$/i.test(cell);
}

function decimalComma(cell: string, name: string, row: number, column: string): CheckpointError {
  return badData(
    `Column ${column} of ${name} uses decimal commas (${JSON.stringify(cell.slice(0, 40))} in row ${row + 1}); save it with decimal points`,
  );
}

/** How numpy, pandas and R write a missing value. */
function isNotANumber(cell: string): boolean {
  return /^[-+]?(nan|na|null|none)$/i.test(cell);
}

function grown(values: Float32Array, least: number): Float32Array<ArrayBuffer> {
  const larger = new Float32Array(Math.max(least, values.length * 2));
  larger.set(values);
  return larger;
}
