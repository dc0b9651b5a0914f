import { connectivity } from '../morphology/connectivity.js';
import { Strongest } from '../morphology/strongest.js';
import { orderByConnectivity, type NodeOrder } from '../drawing/nodeOrder.js';
import type { MatrixSketch, SegmentSketch } from '../protocol/sketch.js';
import { denseLayers, type DenseLayer } from '../training/denseLayers.js';
import type { EpochSnapshot, TrainedNetwork } from './networkGroup.js';
import { median } from './statistics/median.js';
import { networkMatrices, nodeFractions } from './statistics/networkMatrices.js';

/** What the morphology's drawing needs of a network of one chain. */
export interface SnapshotSegment {
  readonly segment: SegmentSketch;
  /** For each node layer; null for the inputs, the last nodes and beside a matrix of zeros. */
  readonly connectivity: readonly (readonly number[] | null)[];
}

export function snapshotSegment({ widths }: TrainedNetwork, { parameters }: EpochSnapshot): SnapshotSegment {
  const last = widths.length - 1;
  const names = widths.map((_, k) => (k === 0 ? 'input' : k === last ? 'output' : `hidden ${k}`));
  const hidden = nodeFractions(networkMatrices(widths, parameters)).map((layer) =>
    layer === null ? null : [...connectivity(layer.inFraction, layer.outFraction)],
  );
  return {
    segment: {
      nodeLayers: widths.map((nodes, k) => ({ name: names[k] as string, nodes })),
      matrices: denseLayers(widths).map((layer, k) => matrixSketch(layer, parameters, names[k + 1] as string)),
      joins: [],
    },
    connectivity: [null, ...hidden, null],
  };
}

/** Nodes of each layer from top to bottom, most connected first. */
export function snapshotOrder({ segment, connectivity: values }: SnapshotSegment): readonly NodeOrder[] {
  return orderByConnectivity(segment, values.slice(1, -1));
}

function matrixSketch({ inputs, outputs, kernel, biases }: DenseLayer, all: Float32Array, name: string): MatrixSketch {
  const values = Float64Array.from(all.subarray(kernel, biases));
  const sizes = values.map(Math.abs);
  const strongest = new Strongest(values.length, values.length);
  values.forEach((value, i) => strongest.offer(Math.floor(i / outputs), i % outputs, value));
  const { edges, complete } = strongest.finish();
  const mean = sizes.reduce((sum, size) => sum + size, 0) / (inputs * outputs);
  return {
    name,
    maxAbs: sizes.reduce((most, size) => Math.max(most, size), 0),
    mean,
    median: median(sizes),
    complete,
    signed: true,
    from: [...edges.from],
    to: [...edges.to],
    value: [...edges.value],
  };
}
