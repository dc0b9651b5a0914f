import type { Segment } from '../network/network.js';
import type { WalkOptions } from './slices.js';
import { joined, withoutNeighbours, type Pruning } from './nodeMasks.js';
import { reachBack } from './reach.js';

export interface SegmentAccessibility {
  /**
   * Per node layer, the input first: one 0 or 1 per node. Null beside a zero or non-finite matrix, and before one: what leads
   * only through a matrix without a pattern has no count of its own.
   */
  readonly masks: readonly (Uint8Array | null)[];
  /** Per matrix, null where it is not finite. */
  readonly keptFraction: readonly (number | null)[];
}

/**
 * Accessible nodes of a segment after pruning: all of its last nodes are, and going back a node is iff a kept entry leads to
 * an accessible one, or an Add joins it to one (paper, Methods). One pass over each matrix, the last first.
 * @throws {CheckpointError} `cancelled`, or what the reader throws.
 */
export async function accessible(
  segment: Segment,
  prunings: readonly Pruning[],
  options: WalkOptions = {},
): Promise<SegmentAccessibility> {
  const { matrices, joins } = segment;
  const masks = new Array<Uint8Array | null>(matrices.length + 1).fill(null);
  const keptFraction = new Array<number | null>(matrices.length).fill(null);
  masks[matrices.length] = new Uint8Array(matrices.at(-1)?.outputs ?? 0).fill(1);
  for (let k = matrices.length - 1; k >= 0; k--) {
    const matrix = matrices[k];
    const threshold = prunings[k]?.threshold ?? null;
    const later = masks[k + 1] ?? null;
    if (matrix === undefined || threshold === null) continue;
    const step = await reachBack(matrix, threshold, later ?? new Uint8Array(matrix.outputs), options);
    keptFraction[k] = step.keptFraction;
    if (later !== null && prunings[k]?.healthy === true) masks[k] = joined(step.inputs, k, joins, masks);
  }
  return { masks: withoutNeighbours(masks, prunings), keptFraction };
}
