import { unit, type Random } from '../morphology/random.js';
import type { SimulationBoundary, SimulationStart } from '../protocol/simulation.js';
import { rootSum } from './amplitudeEquation.js';

/** Widths of a chain whose layers are all alike. */
export interface ChainShape {
  readonly nodes: number;
  readonly layers: number;
  readonly boundary: SimulationBoundary;
}

/**
 * Connectivities at time 0, layers x nodes.
 * - `uniform`: r ~ U(0, 1), as the paper's captions say;
 * - `simplex`: the same, with the roots of each layer divided by their sum, as where the fractions in and out are equal;
 * - `weights`: r = in fraction times out fraction of matrices of |w|, w ~ U(-1, 1), in which a layer's matrix out is the next
 *   one's matrix in.
 */
export function drawStart(start: SimulationStart, shape: ChainShape, random: Random): Float64Array {
  if (start === 'weights') return ofWeights(shape, random);
  const state = Float64Array.from({ length: shape.layers * shape.nodes }, () => unit(random));
  if (start === 'simplex') {
    for (let layer = 0; layer < shape.layers; layer++) {
      normalizeRoots(state.subarray(layer * shape.nodes, (layer + 1) * shape.nodes));
    }
  }
  return state;
}

function normalizeRoots(layer: Float64Array): void {
  const sum = rootSum(layer);
  for (let i = 0; i < layer.length; i++) layer[i] = (Math.sqrt(layer[i] as number) / sum) ** 2;
}

function ofWeights({ nodes, layers, boundary }: ChainShape, random: Random): Float64Array {
  // On a ring the last layer's matrix out is the first one's matrix in.
  const matrices = boundary === 'periodic' && layers > 1 ? layers : layers + 1;
  const sums = Array.from({ length: matrices }, () => drawMatrix(nodes, random));
  const state = new Float64Array(layers * nodes);
  for (let layer = 0; layer < layers; layer++) {
    const into = sums[layer] as MatrixFractions;
    const outOf = sums[(layer + 1) % matrices] as MatrixFractions;
    for (let i = 0; i < nodes; i++) state[layer * nodes + i] = (into.in[i] as number) * (outOf.out[i] as number);
  }
  return state;
}

interface MatrixFractions {
  /** Of the nodes that the matrix leads to. */
  readonly in: Float64Array;
  /** Of the nodes that it comes from. */
  readonly out: Float64Array;
}

function drawMatrix(nodes: number, random: Random): MatrixFractions {
  const fractions = { in: new Float64Array(nodes), out: new Float64Array(nodes) };
  let total = 0;
  for (let from = 0; from < nodes; from++) {
    for (let to = 0; to < nodes; to++) {
      // |w| of w ~ U(-1, 1).
      const size = unit(random);
      fractions.out[from] = (fractions.out[from] as number) + size;
      fractions.in[to] = (fractions.in[to] as number) + size;
      total += size;
    }
  }
  return { in: fractions.in.map((sum) => sum / total), out: fractions.out.map((sum) => sum / total) };
}
