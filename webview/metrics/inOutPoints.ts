import type { CheckpointReport } from '../../src/protocol/report.js';

export interface InOutPoint {
  readonly x: number;
  readonly y: number;
  readonly layer: string;
  readonly node: number;
  /** Null without sample data. */
  readonly live: boolean | null;
}

/** N in − 1 against N out − 1 of every node that the correlation uses; 0 is a node like any other. */
export function inOutPoints(report: CheckpointReport): readonly InOutPoint[] {
  const used = new Set(report.inOutCorrelation.layersUsed);
  return report.layers.flatMap(({ name, nodes, inFraction, outFraction, live }) => {
    if (!used.has(name) || inFraction === null || outFraction === null) return [];
    return inFraction.map((share, node) => ({
      x: nodes * share - 1,
      y: nodes * (outFraction[node] ?? 0) - 1,
      layer: name,
      node,
      live: live === null ? null : live[node] === 1,
    }));
  });
}
