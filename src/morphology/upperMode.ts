import { channelWidth } from './channelWidth.js';

/**
 * The nodes that carry the channel: the round(channel width) nodes of largest connectivity, halves rounded up, ties to the
 * lower index. Ascending node indices; empty when all connectivities are 0.
 */
export function upperMode(connectivities: ArrayLike<number>): number[] {
  const width = channelWidth(connectivities);
  if (width === null) return [];
  return Array.from({ length: connectivities.length }, (_, node) => node)
    .sort((a, b) => (connectivities[b] ?? 0) - (connectivities[a] ?? 0) || a - b)
    .slice(0, Math.floor(width + 0.5))
    .sort((a, b) => a - b);
}
