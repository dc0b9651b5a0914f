import { basename } from 'node:path';
import { readTable } from '../../checkpoint/sampleTable.js';
import { CheckpointError } from '../../network/failure.js';
import type { Dataset } from '../settings.js';
import type { DataSource } from './source.js';
import { datasetOf, splitTable, targetSize, type Table } from './table.js';

/** Of the rows, for training; as the paper's data sets are split. */
const TRAIN_SHARE = 0.8;
/** Integers of more kinds than this are counts or amounts, not labels. */
const MAX_LABELS = 100;

/**
 * A table of the user's: `.csv` or `.npy` with the target in the last column, or `.npz` with arrays `x` and `y`, whose
 * samples and targets may have any shape. Rows are split 80 / 20 by the seed. A target of at most 100 different integers is
 * a label.
 */
export function tableFile(path: string): DataSource {
  const name = basename(path);
  return {
    id: path,
    title: name,
    detail: 'the last column, or the array y, is the target',
    files: [],
    scaling: { features: 'standard', target: 'raw' },
    scalingForModels: { features: 'raw', target: 'raw' },
    load: async (_, { seed, scaling }) => {
      const table = withTarget(await readTable(path), name);
      // Rounded down, so that two rows are one for each split.
      const train = Math.floor((table.y.length / targetSize(table)) * TRAIN_SHARE);
      return datasetOf(name, taskOf(table), splitTable(table, train, seed), scaling);
    },
  };
}

function withTarget({ x, y }: Awaited<ReturnType<typeof readTable>>, name: string): Table {
  const rows = x.shape[0] ?? 0;
  const columns = x.values.length / rows;
  if (y !== null) {
    if (y.shape[0] !== rows || y.values.length === 0) {
      throw bad(
        `${y.name} has shape (${y.shape.join(', ')}) where ${rows} samples need one target each; give x and y the same number of rows`,
      );
    }
    const targetShape = y.values.length === rows ? [] : y.shape.slice(1);
    return { features: columns, shape: x.shape.slice(1), targetShape, x: x.values, y: y.values };
  }
  if (columns < 2) throw bad(`${name} has one column only; add the target as the last one`);
  const features = columns - 1;
  const table = { features, x: new Float32Array(rows * features), y: new Float32Array(rows) };
  for (let row = 0; row < rows; row++) {
    table.x.set(x.values.subarray(row * columns, row * columns + features), row * features);
    table.y[row] = x.values[row * columns + features] as number;
  }
  return table;
}

function taskOf({ y, targetShape = [] }: Table): Dataset['task'] {
  if (targetShape.length > 0) return 'values';
  const kinds = new Set<number>();
  for (const value of y) {
    if (!Number.isInteger(value)) return 'values';
    kinds.add(value);
    if (kinds.size > MAX_LABELS) return 'values';
  }
  return 'labels';
}

function bad(sentence: string): CheckpointError {
  return new CheckpointError('bad-data', `${sentence}.`);
}
