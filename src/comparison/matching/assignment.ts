import type { Pauses } from '../../morphology/pause.js';
import type { Order } from './order.js';

/**
 * The assignment of columns to rows with the largest sum of scores: shortest augmenting paths over dual prices (Jonker and
 * Volgenant 1987, in the form of Crouse, doi:10.1109/TAES.2016.140952). Lets the event loop run between rows.
 * @param scores n x n finite numbers, row by row.
 * @param prices of columns, from which it starts and in which it leaves its own: those of similar scores save most of the
 *   work, any others are as right.
 * @returns the column of each row; where row i has its largest score in column i, ties go to it.
 * @throws {CheckpointError} `cancelled`.
 */
export async function assign(
  scores: Float64Array,
  n: number,
  pauses: Pauses,
  prices: Float64Array = new Float64Array(n),
): Promise<Order> {
  const state = startFromBestColumns(scores, n, prices);
  for (let row = 0; row < n; row++) {
    if (state.columns[row] !== -1) continue;
    await pauses.pause();
    augment(scores, n, state, row);
  }
  return state.columns;
}

interface Prices {
  /** Column of each row and row of each column; -1 for none yet. */
  readonly columns: Int32Array;
  readonly rows: Int32Array;
  /** No cost (the negative score) is below the sum of its row's and its column's price; that of an assigned pair equals it. */
  readonly ofRow: Float64Array;
  readonly ofColumn: Float64Array;
}

function startFromBestColumns(scores: Float64Array, n: number, ofColumn: Float64Array): Prices {
  const columns = new Int32Array(n).fill(-1);
  const rows = new Int32Array(n).fill(-1);
  const ofRow = new Float64Array(n);
  for (let row = 0; row < n; row++) {
    const gain = (column: number): number => (scores[row * n + column] as number) + (ofColumn[column] as number);
    let best = row;
    for (let column = 0; column < n; column++) if (gain(column) > gain(best)) best = column;
    ofRow[row] = -gain(best);
    if (rows[best] !== -1) continue;
    rows[best] = row;
    columns[row] = best;
  }
  return { columns, rows, ofRow, ofColumn };
}

/** Gives `start` a column along the path of least cost through rows that have one, each of which moves on. */
function augment(scores: Float64Array, n: number, { columns, rows, ofRow, ofColumn }: Prices, start: number): void {
  const cost = new Float64Array(n).fill(Number.POSITIVE_INFINITY);
  const reachedFrom = new Int32Array(n).fill(start);
  const left = Int32Array.from(ofColumn, (_, column) => column);
  const settled: number[] = [];
  let row = start;
  let least = 0;
  let end = -1;
  for (let many = n; end === -1; many--) {
    const base = least - (ofRow[row] as number);
    let nearest = 0;
    for (let k = 0; k < many; k++) {
      const column = left[k] as number;
      const through = base - (scores[row * n + column] as number) - (ofColumn[column] as number);
      if (through < (cost[column] as number)) {
        cost[column] = through;
        reachedFrom[column] = row;
      }
      if ((cost[column] as number) < (cost[left[nearest] as number] as number)) nearest = k;
    }
    const column = left[nearest] as number;
    left[nearest] = left[many - 1] as number;
    least = cost[column] as number;
    if (rows[column] === -1) end = column;
    else {
      settled.push(column);
      row = rows[column] as number;
    }
  }
  ofRow[start] = (ofRow[start] as number) + least;
  for (const column of settled) {
    const rest = least - (cost[column] as number);
    const owner = rows[column] as number;
    ofRow[owner] = (ofRow[owner] as number) + rest;
    ofColumn[column] = (ofColumn[column] as number) - rest;
  }
  for (let column = end; ;) {
    const from = reachedFrom[column] as number;
    const before = columns[from] as number;
    rows[column] = from;
    columns[from] = column;
    if (from === start) return;
    column = before;
  }
}
