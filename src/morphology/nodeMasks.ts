import type { NodeJoin } from '../network/network.js';

/** What accessibility needs to know of one matrix. */
export interface Pruning {
  /** Of |w|; null for a matrix with entries that are not finite. */
  readonly threshold: number | null;
  /** False for a matrix that is zero or not finite. */
  readonly healthy: boolean;
}

/** Adds the nodes that an Add joins to accessible ones; null when one of these layers is not known. */
export function joined(
  mask: Uint8Array,
  nodeLayer: number,
  joins: readonly NodeJoin[],
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

/** Sets the masks on both sides of a matrix that is zero or not finite to null. */
export function withoutNeighbours(
  masks: readonly (Uint8Array | null)[],
  prunings: readonly Pruning[],
): (Uint8Array | null)[] {
  const sick = (k: number): boolean => prunings[k]?.healthy === false;
  return masks.map((mask, nodeLayer) => (sick(nodeLayer - 1) || sick(nodeLayer) ? null : mask));
}

/** Accessible nodes of a mask. */
export function accessibleCount(mask: ArrayLike<number> | null): number | null {
  if (mask === null) return null;
  let count = 0;
  for (let node = 0; node < mask.length; node++) count += mask[node] ?? 0;
  return count;
}
