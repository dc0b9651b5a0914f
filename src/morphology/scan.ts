import type { WeightMatrix } from '../network/network.js';
import { entryCount, walkMatrix, type Slice, type WalkOptions } from './slices.js';
import { StrengthSums } from './strengthSums.js';
import { Strongest, type StrongEdges } from './strongest.js';

/** What one pass over a folded matrix gives; sums in float64. */
export interface MatrixScan {
  /** Sum of |w| over each row: the strength that leaves each input node. Length `inputs`. */
  readonly rowSums: Float64Array;
  /** Sum of |w| over each column: the strength that enters each output node. Length `outputs`. */
  readonly columnSums: Float64Array;
  readonly total: number;
  /** Existing entries. */
  readonly count: number;
  /** Mean of |w| over existing entries; NaN or infinite where entries are, and for a matrix without entries. */
  readonly mean: number;
  /** Largest |w|, finite entries only. */
  readonly max: number;
  readonly zeros: number;
  readonly nonFinite: number;
  readonly edges: StrongEdges;
  /** True when `edges` holds every entry that is neither 0 nor non-finite. */
  readonly complete: boolean;
}

export interface ScanOptions extends WalkOptions {
  /** How many of the strongest entries to keep (default none). */
  readonly edges?: number | undefined;
}

/** Takes the slices of one matrix as they are read, each row once. */
export interface MatrixScanner {
  add(slice: Slice): void;
  /** Once all rows have been added. */
  finish(): MatrixScan;
}

/**
 * Row and column sums, extremes, and the strongest entries of a folded matrix in one streaming pass.
 * @throws {CheckpointError} `cancelled`, or what the reader throws.
 */
export async function scanMatrix(matrix: WeightMatrix, options: ScanOptions = {}): Promise<MatrixScan> {
  const scanner = matrixScanner(matrix, options.edges ?? 0);
  await walkMatrix(matrix, (slice) => scanner.add(slice), options);
  return scanner.finish();
}

/** @param edges how many of the strongest entries to keep */
export function matrixScanner(matrix: WeightMatrix, edges: number): MatrixScanner {
  const count = entryCount(matrix);
  const strongest = new Strongest(edges, count);
  const sums = new StrengthSums(matrix, strongest);
  return {
    add: (slice) => sums.add(slice),
    finish() {
      const total = sums.rowSums.reduce((sum, rowSum) => sum + rowSum, 0);
      return {
        rowSums: sums.rowSums,
        columnSums: sums.columnSums,
        total,
        count,
        mean: total / count,
        max: sums.max,
        zeros: sums.zeros,
        nonFinite: sums.nonFinite,
        ...strongest.finish(),
      };
    },
  };
}
