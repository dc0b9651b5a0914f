import type { WeightMatrix } from '../../network/network.js';

/**
 * A matrix whose column o is multiplied by scale[o] (BatchNorm, `definitions.md`). The scale is not negative, so single
 * weights keep their signs.
 * @param readScale called once, when the first rows are asked for.
 */
export function scaledMatrix(matrix: WeightMatrix, readScale: () => Float64Array): WeightMatrix {
  const { rowLength, pattern } = matrix;
  let known: Float64Array | undefined;
  const rows = (from: number, to: number): Float64Array => {
    const scale = (known ??= readScale());
    const values = Float64Array.from(matrix.rows(from, to));
    for (let i = 0; i < values.length; i++) {
      const output = pattern === 'diagonal' ? from * rowLength + i : i % rowLength;
      values[i] = (values[i] ?? 0) * (scale[output] ?? 0);
    }
    return values;
  };
  return { ...matrix, plain: false, rows };
}
