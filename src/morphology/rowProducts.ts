import type { Pauses } from './pause.js';

/**
 * Adds the products of all rows of a with all rows of b, A B^T, to `products`. Two rows by two at a time, which halves the
 * reads of memory.
 * @param a rows x length, row by row; b likewise.
 * @param products rows x rows, a's row first.
 * @throws {CheckpointError} `cancelled`.
 */
export async function addRowProducts(
  a: Float64Array,
  b: Float64Array,
  length: number,
  rows: number,
  products: Float64Array,
  pauses: Pauses,
): Promise<void> {
  for (let i = 0; i < rows; i += 2) {
    await pauses.pause();
    addTwoRows(a, b, length, rows, products, i);
  }
}

function addTwoRows(
  a: Float64Array,
  b: Float64Array,
  length: number,
  rows: number,
  products: Float64Array,
  i: number,
): void {
  // The last of an odd number of rows is its own neighbour, and added once.
  const i2 = Math.min(i + 1, rows - 1);
  for (let j = 0; j < rows; j += 2) {
    const j2 = Math.min(j + 1, rows - 1);
    let [s11, s12, s21, s22] = [0, 0, 0, 0];
    for (let k = 0; k < length; k++) {
      const a1 = a[i * length + k] as number;
      const a2 = a[i2 * length + k] as number;
      const b1 = b[j * length + k] as number;
      const b2 = b[j2 * length + k] as number;
      s11 += a1 * b1;
      s12 += a1 * b2;
      s21 += a2 * b1;
      s22 += a2 * b2;
    }
    products[i * rows + j] = (products[i * rows + j] as number) + s11;
    if (j2 > j) products[i * rows + j2] = (products[i * rows + j2] as number) + s12;
    if (i2 > i) products[i2 * rows + j] = (products[i2 * rows + j] as number) + s21;
    if (i2 > i && j2 > j) products[i2 * rows + j2] = (products[i2 * rows + j2] as number) + s22;
  }
}
