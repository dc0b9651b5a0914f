import type { Network, WeightMatrix } from './network.js';

/** The same network with every matrix replaced; one that stands in several places is replaced once. */
export function mapMatrices(network: Network, replace: (matrix: WeightMatrix) => WeightMatrix): Network {
  const replaced = new Map<WeightMatrix, WeightMatrix>();
  const once = (matrix: WeightMatrix): WeightMatrix => {
    const known = replaced.get(matrix);
    if (known !== undefined) return known;
    const next = replace(matrix);
    replaced.set(matrix, next);
    return next;
  };
  return {
    ...network,
    matrices: network.matrices.map((row) => ({ ...row, matrix: once(row.matrix) })),
    segments: network.segments.map((segment) => ({ ...segment, matrices: segment.matrices.map(once) })),
    unchained: network.unchained.map(once),
  };
}
