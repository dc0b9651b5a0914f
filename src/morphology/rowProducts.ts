import type { Pauses } from './pause.js';

/**
 * Adds the products of all rows of a with all rows of b, A B^T, to `products`. Four rows by two at a time, which saves most
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
  for (let i = 0; i < rows; i += 4) {
    await pauses.pause();
    addFourRows(a, b, length, rows, products, i);
  }
}

function addFourRows(
  a: Float64Array,
  b: Float64Array,
  length: number,
  rows: number,
  products: Float64Array,
  i: number,
): void {
  // Rows beyond the last are the last once more, and are not added.
  const last = rows - 1;
  const [a0, a1] = [i * length, Math.min(i + 1, last) * length];
  const [a2, a3] = [Math.min(i + 2, last) * length, Math.min(i + 3, last) * length];
  const add = (row: number, column: number, sum: number): void => {
    if (row > last || column > last) return;
    products[row * rows + column] = (products[row * rows + column] as number) + sum;
  };
  for (let j = 0; j < rows; j += 2) {
    const [b0, b1] = [j * length, Math.min(j + 1, last) * length];
    let [s0, s1, s2, s3, t0, t1, t2, t3] = [0, 0, 0, 0, 0, 0, 0, 0];
    for (let k = 0; k < length; k++) {
      const x = b[b0 + k] as number;
      const y = b[b1 + k] as number;
      const w0 = a[a0 + k] as number;
      const w1 = a[a1 + k] as number;
      const w2 = a[a2 + k] as number;
      const w3 = a[a3 + k] as number;
      s0 += w0 * x;
      s1 += w1 * x;
      s2 += w2 * x;
      s3 += w3 * x;
      t0 += w0 * y;
      t1 += w1 * y;
      t2 += w2 * y;
      t3 += w3 * y;
    }
    add(i, j, s0);
    add(i + 1, j, s1);
    add(i + 2, j, s2);
    add(i + 3, j, s3);
    add(i, j + 1, t0);
    add(i + 1, j + 1, t1);
    add(i + 2, j + 1, t2);
    add(i + 3, j + 1, t3);
  }
}
