import { matrixScanner } from '../morphology/scan.js';
import { entryCount, walkMatrix, walkTensors, type WalkOptions } from '../morphology/slices.js';
import { StoredSums } from '../morphology/storedValues.js';
import type { Network, WeightMatrix } from '../network/network.js';
import type { MatrixChange } from '../protocol/comparison.js';
import { EdgeBudget } from '../report/edgeBudget.js';
import { scanOrder, type NetworkScan } from '../report/networkScan.js';
import { StrongestChanges } from './changeSketch.js';
import { ChangeSums } from './matrixChange.js';
import type { MagnitudeCounts } from './histogram.js';

export interface PassSide {
  readonly network: Network;
  /** Null when the side is measured already. */
  readonly scan: NetworkScan | null;
}

/** A matrix that both sides have. */
export interface MatrixPair {
  readonly a: WeightMatrix;
  readonly b: WeightMatrix;
  /** `b` with its nodes in the order of a's; `b` itself where nodes keep their identity. */
  readonly matched: WeightMatrix;
  /** To be counted in the pass; null where the bins are not known yet. */
  readonly counts: PairCounts | null;
}

/** Of both sides in the same bins. */
export interface PairCounts {
  readonly a: MagnitudeCounts;
  readonly b: MagnitudeCounts;
}

export interface PairPass {
  /** By a's matrix. */
  readonly sums: ReadonlyMap<WeightMatrix, ChangeSums>;
  /** By a's matrix, of matrices in a's chains. */
  readonly changes: ReadonlyMap<WeightMatrix, MatrixChange>;
}

/**
 * The first pass over both checkpoints, in step: what their matrices differ in, and the scan of a side that is not measured
 * yet, from the same slices.
 * @param edges of the drawing of the difference at most
 * @throws {CheckpointError} `cancelled`, or what the readers throw.
 */
export async function passPairs(
  a: PassSide,
  b: PassSide,
  pairs: readonly MatrixPair[],
  edges: number,
  walk: WalkOptions,
): Promise<PairPass> {
  const byA = new Map(pairs.map((pair) => [pair.a, pair]));
  const chained = new Set(a.network.segments.flatMap(({ matrices }) => matrices).filter((matrix) => byA.has(matrix)));
  const budget = new EdgeBudget(edges, [...chained].map(entryCount));
  const sums = new Map<WeightMatrix, ChangeSums>();
  const changes = new Map<WeightMatrix, MatrixChange>();
  for (const matrix of scanOrder(a.network)) {
    const pair = byA.get(matrix);
    if (pair === undefined) {
      await a.scan?.scanNext(walk);
      continue;
    }
    await scanBefore(b.scan, pair, walk);
    const strongest = chained.has(matrix)
      ? new StrongestChanges(matrix, budget.next(), matrix.signed && pair.matched.signed)
      : null;
    sums.set(matrix, await readPair(a.scan, b.scan, pair, strongest, walk));
    if (strongest === null) continue;
    const change = strongest.finish();
    budget.take(change.change.length);
    changes.set(matrix, change);
  }
  await b.scan?.scanAll(walk);
  return { sums, changes };
}

/** Brings b's scan to the pair's matrix, and beyond it where its rows are compared in another order than it is scanned in. */
async function scanBefore(scan: NetworkScan | null, { b, matched }: MatrixPair, walk: WalkOptions): Promise<void> {
  if (scan === null) return;
  while (!scan.scanned.has(b) && scan.next !== b) await scan.scanNext(walk);
  if (scan.next === b && matched !== b) await scan.scanNext(walk);
}

async function readPair(
  scanA: NetworkScan | null,
  scanB: NetworkScan | null,
  { a, b, matched, counts }: MatrixPair,
  strongest: StrongestChanges | null,
  walk: WalkOptions,
): Promise<ChangeSums> {
  const sums = new ChangeSums();
  const isPlain = a.plain && matched.plain;
  const scannerA = scanA === null ? null : matrixScanner(a, scanA.nextEdges());
  const scannerB = scanB?.next === b ? matrixScanner(b, scanB.nextEdges()) : null;
  if (isPlain || scannerA !== null || scannerB !== null || strongest !== null) {
    await walkMatrix(
      a,
      (slice) => {
        const values = matched.rows(slice.from, slice.to);
        scannerA?.add(slice);
        scannerB?.add({ ...slice, values });
        strongest?.add(slice, values);
        if (isPlain) {
          sums.add(slice.values, values);
          counts?.a.add(slice.values);
          counts?.b.add(values);
        }
        walk.onSlice?.(values.length);
      },
      walk,
    );
  }
  const [storedA, storedB] = [new StoredSums(), new StoredSums()];
  if (!isPlain) {
    await walkTensors(
      a.tensors,
      ({ tensor, start, values }) => {
        const others = matched.tensors[tensor]?.read(start, values.length) ?? values;
        sums.add(values, others);
        if (scannerA !== null) storedA.add(values);
        if (scannerB !== null) storedB.add(others);
        counts?.a.add(values);
        counts?.b.add(others);
        walk.onSlice?.(others.length);
      },
      walk,
    );
  }
  if (scannerA !== null) scanA?.take(scannerA.finish(), isPlain ? null : storedA.value());
  if (scannerB !== null) scanB?.take(scannerB.finish(), isPlain ? null : storedB.value());
  return sums;
}
