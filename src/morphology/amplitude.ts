/** Amplitude R of a layer: the sum of its connectivities (paper, Eq. 165). 1/N when all nodes are alike. */
export function amplitude(connectivities: ArrayLike<number>): number {
  let sum = 0;
  for (let node = 0; node < connectivities.length; node++) sum += connectivities[node] ?? 0;
  return sum;
}

/** (R - 1/N) / (1 - 1/N): 0 when all nodes are alike, 1 for a single path, negative when in and out oppose; null for N = 1. */
export function normalizedAmplitude(layerAmplitude: number, nodes: number): number | null {
  return nodes > 1 ? (layerAmplitude - 1 / nodes) / (1 - 1 / nodes) : null;
}
