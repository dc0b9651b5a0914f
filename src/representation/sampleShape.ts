import { CheckpointError } from '../network/failure.js';
import type { SampleData } from '../network/sampleData.js';
import { elementCount } from '../network/tensor.js';

/**
 * The shape in which one row of the data enters the model: the model's own, or the data's where the model leaves extents
 * open.
 * @param expected the model's input shape without its batch extent; null when the architecture does not say.
 * @throws {CheckpointError} `bad-data` when a row has another number of values than the model reads.
 */
export function sampleShape(data: SampleData, expected: readonly (number | null)[] | null): readonly number[] {
  const row = data.shape.slice(1);
  const values = elementCount(row);
  const samples = data.shape[0] ?? 0;
  if (samples < 1 || values < 1)
    throw new CheckpointError('bad-data', `${data.name} holds no samples; save it with one sample a row.`);
  if (expected === null) return row;
  const known = expected.filter((extent) => extent !== null);
  if (known.length === expected.length) {
    const size = elementCount(known);
    if (size === values) return known;
    throw new CheckpointError(
      'bad-data',
      `${data.name} has ${values} values in a row${row.length > 1 ? ` (${row.join(' x ')})` : ''}, but the model reads ${size}${known.length > 1 ? ` (${known.join(' x ')})` : ''}; choose the data it was trained on.`,
    );
  }
  if (
    row.length === expected.length &&
    row.every((extent, axis) => expected[axis] === null || expected[axis] === extent)
  )
    return row;
  // One open extent is what the known ones leave.
  const rest = values / elementCount(known);
  if (known.length + 1 === expected.length && Number.isInteger(rest)) return expected.map((extent) => extent ?? rest);
  throw new CheckpointError(
    'bad-data',
    `${data.name} has rows of ${row.join(' x ')} = ${values} values, which do not fit the model's input of ${expected.map((extent) => extent ?? 'any').join(' x ')}; choose the data it was trained on.`,
  );
}
