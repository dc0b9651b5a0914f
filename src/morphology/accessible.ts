import type { Segment } from '../network/network.js';
import type { WalkOptions } from './slices.js';
import { reachBack } from './reach.js';

/** What accessibility needs to know of one matrix: its threshold, and whether it can be pruned at all. */
export interface Pruning {
  /** Of |w|; null for a matrix with entries that are not finite. */
  readonly threshold: number | null;
  readonly zero: boolean;
}

export interface SegmentAccessibility {
  /**
   * Per node layer, the input first: one 0 or 1 per node. Null beside a zero or non-finite matrix, and before a non-finite
   * one, where it is not known.
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
    if (later !== null) masks[k] = joined(step.inputs, k, joins, masks);
  }
  return { masks: withoutNeighbours(masks, prunings), keptFraction };
}

/** Adds the nodes that an Add joins to accessible ones; null when one of these layers is not known. */
export function joined(
  mask: Uint8Array,
  nodeLayer: number,
  joins: Segment['joins'],
  masks: readonly (Uint8Array | null)[],
): Uint8Array | null {
  for (const { earlier, later } of joins) {
    if (earlier !== nodeLayer) continue;
    const other = masks[later] ?? null;
    if (other === null) return null;
    for (let node = 0; node < mask.length; node++) if (other[node] === 1) mask[node] = 1;
  }
  return mask;
}

/** Sets the masks on both sides of a matrix that is zero or not finite to null: its layers have no channel to speak of. */
export function withoutNeighbours(
  masks: readonly (Uint8Array | null)[],
  prunings: readonly Pruning[],
): (Uint8Array | null)[] {
  const unusable = (k: number): boolean => {
    const pruning = prunings[k];
    return pruning !== undefined && (pruning.threshold === null || pruning.zero);
  };
  return masks.map((mask, nodeLayer) => (unusable(nodeLayer - 1) || unusable(nodeLayer) ? null : mask));
}

/** Accessible nodes of a mask. */
export function accessibleCount(mask: ArrayLike<number> | null): number | null {
  if (mask === null) return null;
  let count = 0;
  for (let node = 0; node < mask.length; node++) count += mask[node] ?? 0;
  return count;
}
