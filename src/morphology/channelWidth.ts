/**
 * Participation ratio 1 / sum q², q = r / sum r, in nodes: how many nodes share the layer's connectivity.
 * @returns null when all connectivities are 0.
 */
export function channelWidth(connectivities: ArrayLike<number>): number | null {
  let total = 0;
  for (let node = 0; node < connectivities.length; node++) total += connectivities[node] ?? 0;
  if (!(total > 0) || !Number.isFinite(total)) return null;
  let squares = 0;
  for (let node = 0; node < connectivities.length; node++) squares += ((connectivities[node] ?? 0) / total) ** 2;
  return 1 / squares;
}
