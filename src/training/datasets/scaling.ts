import type { FeatureScaling, Scaling } from '../../protocol/training.js';

export type { FeatureScaling, Scaling };

/** value -> (value - shift) / divisor, column by column. */
export interface ColumnScale {
  readonly scaling: FeatureScaling;
  readonly shift: Float64Array;
  readonly divisor: Float64Array;
}

/**
 * The scale of every column, by these rows alone.
 * @param values count x columns, row-major
 */
export function columnScale(values: ArrayLike<number>, columns: number, scaling: FeatureScaling): ColumnScale {
  const shift = new Float64Array(columns);
  const divisor = new Float64Array(columns).fill(1);
  for (let column = 0; column < columns && scaling !== 'raw'; column++) {
    const [from, size] = scaling === 'unit' ? range(values, columns, column) : moments(values, columns, column);
    shift[column] = from;
    // A column that never changes has nothing to be scaled by.
    divisor[column] = size === 0 ? 1 : size;
  }
  return { scaling, shift, divisor };
}

/** Scaled in float64, rounded once. */
export function scaled(values: Float32Array | Float64Array, { scaling, shift, divisor }: ColumnScale): Float32Array {
  if (scaling === 'raw') return values instanceof Float32Array ? values : Float32Array.from(values);
  const columns = shift.length;
  const result = new Float32Array(values.length);
  for (let i = 0; i < result.length; i++) {
    const column = i % columns;
    result[i] = ((values[i] as number) - (shift[column] as number)) / (divisor[column] as number);
  }
  return result;
}

/** For `run.json` and the page. */
export function scalingInWords({ features, target }: Scaling, unit = 'the training split'): string {
  const said: Record<FeatureScaling, string> = {
    raw: 'as they are',
    unit: `scaled to 0..1 by ${unit}`,
    standard: 'standardised by the training split (mean 0, standard deviation 1)',
  };
  return `features ${said[features]}; targets ${said[target]}`;
}

function range(values: ArrayLike<number>, columns: number, column: number): readonly [number, number] {
  let least = Infinity;
  let largest = -Infinity;
  for (let i = column; i < values.length; i += columns) {
    least = Math.min(least, values[i] as number);
    largest = Math.max(largest, values[i] as number);
  }
  return [least, largest - least];
}

/** Mean and population standard deviation, in two passes. */
function moments(values: ArrayLike<number>, columns: number, column: number): readonly [number, number] {
  const count = values.length / columns;
  let sum = 0;
  for (let i = column; i < values.length; i += columns) sum += values[i] as number;
  const mean = sum / count;
  let squares = 0;
  for (let i = column; i < values.length; i += columns) squares += ((values[i] as number) - mean) ** 2;
  return [mean, Math.sqrt(squares / count)];
}
