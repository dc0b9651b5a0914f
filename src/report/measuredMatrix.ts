import { medianOfMagnitudes } from '../morphology/median.js';
import type { MatrixScan } from '../morphology/scan.js';
import { entryCount, type WalkOptions } from '../morphology/slices.js';
import { storedValues, type StoredValues } from '../morphology/storedValues.js';
import { pruneThreshold } from '../morphology/threshold.js';
import type { Pruning } from '../morphology/nodeMasks.js';
import type { WeightMatrix } from '../network/network.js';
import type { Prune } from '../protocol/sketch.js';
import type { ScannedMatrix } from './networkScan.js';

/** Up to here a median for the sketch is worth its passes; beyond, it is found when it is asked for. */
const MEDIAN_ENTRIES = 1_000_000;

/** One matrix with what its passes gave. */
export interface MeasuredMatrix extends Pruning {
  readonly matrix: WeightMatrix;
  readonly scan: MatrixScan;
  readonly stored: StoredValues;
  /** Of |w|, folded; null where not finite, or not measured. */
  readonly median: number | null;
}

/** What a scanned matrix lacks: two to four passes for a median, one over the tensors when the folded values are others. */
export async function measureMatrix(
  matrix: WeightMatrix,
  { scan, edges, stored }: ScannedMatrix,
  prune: Prune,
  options: WalkOptions,
): Promise<MeasuredMatrix> {
  const finite = scan.nonFinite === 0 && Number.isFinite(scan.mean);
  const wanted = prune === 'median' || (edges > 0 && entryCount(matrix) <= MEDIAN_ENTRIES);
  const median = finite && wanted ? await medianOfMagnitudes(matrix, options) : null;
  return {
    matrix,
    scan,
    stored: matrix.plain ? sameValues(scan) : (stored ?? (await storedValues(matrix.tensors, options))),
    median,
    threshold: finite ? pruneThreshold(prune, scan.mean, median) : null,
    healthy: finite && scan.total > 0,
  };
}

function sameValues(scan: MatrixScan): StoredValues {
  return { meanAbs: scan.mean, maxAbs: scan.max, zeros: scan.zeros, nonFinite: scan.nonFinite };
}
