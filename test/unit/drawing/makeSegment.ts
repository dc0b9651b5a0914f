import type { SegmentSketch } from '../../../src/protocol/sketch.js';

/** A chain of complete matrices between layers of these sizes; the value of an edge is given by its ends. */
export function makeSegment(
  sizes: readonly number[],
  valueOf: (matrix: number, from: number, to: number) => number = (_, from, to) => 1 / (1 + from + to),
  names: readonly string[] = sizes.map((_, layer) => (layer === 0 ? 'input' : `dense_${layer}`)),
): SegmentSketch {
  return {
    nodeLayers: sizes.map((nodes, layer) => ({ name: names[layer] ?? '', nodes })),
    joins: [],
    matrices: sizes.slice(1).map((outputs, m) => {
      const edges: { from: number; to: number; value: number }[] = [];
      for (let from = 0; from < (sizes[m] ?? 0); from += 1) {
        for (let to = 0; to < outputs; to += 1) edges.push({ from, to, value: valueOf(m, from, to) });
      }
      edges.sort((a, b) => Math.abs(b.value) - Math.abs(a.value));
      const sum = edges.reduce((total, { value }) => total + Math.abs(value), 0);
      return {
        name: names[m + 1] ?? '',
        maxAbs: Math.abs(edges[0]?.value ?? 0),
        mean: sum / edges.length,
        median: null,
        complete: true,
        signed: true,
        from: edges.map(({ from }) => from),
        to: edges.map(({ to }) => to),
        value: edges.map(({ value }) => value),
      };
    }),
  };
}
