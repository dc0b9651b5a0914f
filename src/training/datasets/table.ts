import { createHash } from 'node:crypto';
import { endianness } from 'node:os';
import { Random } from '../../morphology/random.js';
import { CheckpointError } from '../../network/failure.js';
import { elementCount } from '../../network/tensor.js';
import type { Dataset, Samples } from '../settings.js';
import { columnScale, scaled, scalingInWords, type Scaling } from './scaling.js';
import { STREAMS } from './streams.js';

/** Samples with their targets, not yet split or scaled. */
export interface Table {
  readonly features: number;
  /** Of one sample, where it is more than a row of features. */
  readonly shape?: readonly number[];
  /** Of one target, where it is more than a number. */
  readonly targetShape?: readonly number[];
  /** count x features, row-major. */
  readonly x: Float32Array | Float64Array;
  /** count x the values of one target. */
  readonly y: Float32Array | Float64Array;
}

/** Rows `order[from .. to - 1]`. */
export function rowsOf(table: Table, order: ArrayLike<number>, from: number, to: number): Table {
  const { features, x, y } = table;
  const targets = targetSize(table);
  const rows = { ...table, x: new Float64Array((to - from) * features), y: new Float64Array((to - from) * targets) };
  for (let i = from; i < to; i++) {
    const row = order[i] as number;
    rows.x.set(x.subarray(row * features, (row + 1) * features), (i - from) * features);
    rows.y.set(y.subarray(row * targets, (row + 1) * targets), (i - from) * targets);
  }
  return rows;
}

/** Values of one target. */
export function targetSize({ targetShape = [] }: Pick<Table, 'targetShape'>): number {
  return elementCount(targetShape);
}

/** Splits a table by a seeded permutation of its rows: the first `train` for training, the rest for testing. */
export function splitTable(table: Table, train: number, seed: number): { train: Table; test: Table } {
  const count = table.y.length / targetSize(table);
  const order = Int32Array.from({ length: count }, (_, i) => i);
  const random = new Random(seed, STREAMS.split);
  for (let i = count - 1; i > 0; i--) {
    const other = random.below(i + 1);
    const moved = order[i] as number;
    order[i] = order[other] as number;
    order[other] = moved;
  }
  return { train: rowsOf(table, order, 0, train), test: rowsOf(table, order, train, count) };
}

/**
 * Scales both splits by the training split.
 * @throws {CheckpointError} `bad-data` for an empty split or what is no finite number
 */
export function datasetOf(
  name: string,
  task: Dataset['task'],
  split: { readonly train: Table; readonly test: Table },
  scaling: Scaling,
): Dataset {
  const { features, shape = [features], targetShape = [] } = split.train;
  const width = targetSize(split.train);
  for (const [part, { y }] of Object.entries(split)) {
    if (y.length === 0) {
      throw new CheckpointError('bad-data', `${name} leaves no sample for the ${part} split; give it more rows.`);
    }
  }
  const inputs = columnScale(split.train.x, features, scaling.features);
  const targets = columnScale(split.train.y, width, scaling.target);
  const samples = ({ x, y }: Table): Samples => ({
    count: y.length / width,
    x: scaled(x, inputs),
    y: scaled(y, targets),
  });
  const [train, test] = [samples(split.train), samples(split.test)];
  for (const { x, y } of [train, test]) assertFinite(name, features, x, y);
  return {
    name,
    features,
    shape,
    targetShape,
    train,
    test,
    // A label that was scaled is no integer to be near to.
    task: scaling.target === 'raw' ? task : 'values',
    scaling: scalingInWords(scaling),
    hash: hashOf([train.x, train.y, test.x, test.y]),
  };
}

/** SHA-256 of the little-endian float32 bytes, one array after the other. */
export function hashOf(arrays: readonly Float32Array[]): string {
  const hash = createHash('sha256');
  for (const values of arrays) {
    const bytes = Buffer.from(values.buffer, values.byteOffset, values.byteLength);
    hash.update(endianness() === 'LE' ? bytes : Buffer.from(bytes).swap32());
  }
  return hash.digest('hex');
}

function assertFinite(name: string, features: number, x: Float32Array, y: Float32Array): void {
  const bad = x.findIndex((value) => !Number.isFinite(value));
  const badTarget = y.findIndex((value) => !Number.isFinite(value));
  if (bad < 0 && badTarget < 0) return;
  const place = bad >= 0 ? `a value of column ${(bad % features) + 1}` : 'a target';
  throw new CheckpointError(
    'bad-data',
    `${name} holds ${String(bad >= 0 ? x[bad] : y[badTarget])} as ${place}, not a finite number; remove or fill it.`,
  );
}
