import type { HiddenLayer, MatrixRow, Network, NodeSet, Segment, WeightMatrix } from '../../src/network/network.js';
import type { FloatArray, Tensor } from '../../src/network/tensor.js';

/** A matrix that holds its values, and counts the entries read from it. */
export interface TestMatrix extends WeightMatrix {
  readonly reads: { entries: number };
}

export function matrixOf(
  name: string,
  inputs: number,
  outputs: number,
  values: FloatArray | readonly number[],
  pattern: WeightMatrix['pattern'] = 'dense',
): TestMatrix {
  const stored = ArrayBuffer.isView(values) ? values : Float32Array.from(values);
  const rowLength = pattern === 'dense' ? outputs : outputs / inputs;
  const reads = { entries: 0 };
  const tensor: Tensor = {
    name: 'kernel',
    shape: [inputs, rowLength],
    dtype: stored instanceof Float32Array ? 'float32' : 'float64',
    size: stored.length,
    read: (start, count) => stored.subarray(start, start + count),
  };
  return {
    name,
    inputs,
    outputs,
    pattern,
    rowLength,
    signed: true,
    tensors: [tensor],
    layouts: [
      [
        { counts: 'inputs', extent: inputs },
        { counts: pattern === 'dense' ? 'outputs' : 'neither', extent: rowLength },
      ],
    ],
    plain: true,
    reads,
    rows: (from, to) => {
      reads.entries += (to - from) * rowLength;
      return stored.subarray(from * rowLength, to * rowLength);
    },
  };
}

/** A chain of matrices; its hidden layers bear the names of the matrices that lead to them. */
export function segmentOf(
  matrices: readonly WeightMatrix[],
  joins: Segment['joins'] = [],
  beginsAtInput = true,
): Segment {
  const hidden = matrices.slice(0, -1).map(({ name, outputs }): HiddenLayer => ({
    name,
    nodes: outputs,
    activity: { kind: 'output', activation: 'relu' },
    activityLayer: name,
  }));
  return { matrices, hidden, joins, beginsAtInput };
}

/** Of chains without joins. */
export function networkOf(segments: readonly Segment[], unchained: readonly WeightMatrix[] = []): Network {
  const nodeSets: NodeSet[] = [];
  const rows = segments.flatMap(({ matrices }, segment) => {
    nodeSets.push({ nodes: matrices[0]?.inputs ?? 0, isFixed: true });
    return matrices.map((matrix, k): MatrixRow => {
      const to = nodeSets.push({ nodes: matrix.outputs, isFixed: k === matrices.length - 1 }) - 1;
      return { matrix, segment, nodes: { from: to - 1, to }, nodeValues: [] };
    });
  });
  return {
    segments,
    unchained,
    matrices: [...rows, ...unchained.map((matrix) => ({ matrix, segment: null, nodes: null, nodeValues: [] }))],
    nodeSets,
    skipped: [],
    parameters: 0,
  };
}
