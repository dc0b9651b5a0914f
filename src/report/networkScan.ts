import { scanMatrix, type MatrixScan } from '../morphology/scan.js';
import { entryCount, type WalkOptions } from '../morphology/slices.js';
import type { StoredValues } from '../morphology/storedValues.js';
import type { Network, WeightMatrix } from '../network/network.js';
import { EdgeBudget } from './edgeBudget.js';

export interface ScannedMatrix {
  readonly scan: MatrixScan;
  /** How many of its strongest entries could be kept. */
  readonly edges: number;
  /** Where another pass has told the values as stored; null otherwise. */
  readonly stored: StoredValues | null;
}

/**
 * The first pass over the matrices of a network, one after the other: the chained ones first, which share the sketch's
 * edges. Who reads other things at the same time scans the next matrix himself and hands in what he found.
 */
export class NetworkScan {
  readonly scanned = new Map<WeightMatrix, ScannedMatrix>();
  private readonly waiting: WeightMatrix[];
  private readonly chained: ReadonlySet<WeightMatrix>;
  private readonly budget: EdgeBudget;

  /** @param edges of the sketch at most */
  constructor(network: Network, edges: number) {
    this.chained = new Set(network.segments.flatMap(({ matrices }) => matrices));
    this.waiting = scanOrder(network);
    this.budget = new EdgeBudget(edges, [...this.chained].map(entryCount));
  }

  /** The matrix whose turn it is; undefined when all have been scanned. */
  get next(): WeightMatrix | undefined {
    return this.waiting[0];
  }

  /** How many of its strongest entries that matrix may keep. */
  nextEdges(): number {
    return this.next !== undefined && this.chained.has(this.next) ? this.budget.next() : 0;
  }

  /** Takes what a pass over the matrix whose turn it is has found. */
  take(scan: MatrixScan, stored: StoredValues | null = null): void {
    const matrix = this.next;
    if (matrix === undefined) return;
    const edges = this.nextEdges();
    if (this.chained.has(matrix)) this.budget.take(scan.edges.value.length);
    this.scanned.set(matrix, { scan, edges, stored });
    this.waiting.shift();
  }

  /** @throws {CheckpointError} `cancelled`, or what the reader throws. */
  async scanNext(walk: WalkOptions): Promise<void> {
    if (this.next !== undefined) this.take(await scanMatrix(this.next, { ...walk, edges: this.nextEdges() }));
  }

  /** @throws {CheckpointError} `cancelled`, or what the reader throws. */
  async scanAll(walk: WalkOptions): Promise<this['scanned']> {
    while (this.next !== undefined) await this.scanNext(walk);
    return this.scanned;
  }
}

/** Each matrix once, chained ones first. */
export function scanOrder({ segments, matrices }: Network): WeightMatrix[] {
  return [...new Set([...segments.flatMap((segment) => segment.matrices), ...matrices.map(({ matrix }) => matrix)])];
}
