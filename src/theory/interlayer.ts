import type { SimulationBoundary } from '../protocol/simulation.js';
import { root, writeIntralayerGrowth } from './intralayer.js';
import type { Rate } from './rungeKutta.js';

/** Eq. 110: a chain of layers of equal width, each coupled to the layer before and after it. */
export interface LayerChain {
  readonly nodes: number;
  readonly layers: number;
  readonly boundary: SimulationBoundary;
  /**
   * C and D of Eqs. 103 and 104, `layers` x nodes x nodes each: entry (p, i, a) is what node a of the layer before (`inward`)
   * or after (`outward`) layer p does to its node i.
   */
  readonly inward: Float64Array;
  readonly outward: Float64Array;
}

/**
 * Right-hand side of Eq. 110: Eq. 3 in each layer, with
 * c_i = sum over a of C_ai sqrt(r_a of the layer before) + sum over k of D_ik sqrt(r_k of the layer after).
 * Beyond the ends: the other end (`periodic`), a homogeneous layer whose roots are 1/nodes (`clamped`), nothing (`free`).
 * @returns the rate of a state of layers x nodes connectivities
 */
export function interlayerRate({ nodes, layers, boundary, inward, outward }: LayerChain): Rate {
  // One layer more at each end, for what lies beyond.
  const roots = new Float64Array((layers + 2) * nodes).fill(boundary === 'clamped' ? 1 / nodes : 0);
  const coefficients = new Float64Array(layers * nodes);
  const last = layers * nodes;
  return (state, rate) => {
    for (let i = 0; i < last; i++) roots[nodes + i] = root(state[i] as number);
    if (boundary === 'periodic') {
      roots.copyWithin(0, last, last + nodes);
      roots.copyWithin(last + nodes, nodes, 2 * nodes);
    }
    for (let layer = 0; layer < layers; layer++) {
      writeCoefficients(coefficients, roots, { inward, outward }, layer, nodes);
      writeIntralayerGrowth(state, coefficients, rate, layer * nodes, (layer + 1) * nodes);
    }
  };
}

/** c of one layer from the roots, which begin with those beyond the first layer. */
function writeCoefficients(
  coefficients: Float64Array,
  roots: Float64Array,
  { inward, outward }: Pick<LayerChain, 'inward' | 'outward'>,
  layer: number,
  nodes: number,
): void {
  const own = layer * nodes;
  const after = own + 2 * nodes;
  let at = own * nodes;
  for (let i = own; i < own + nodes; i++) {
    let [fromBefore, fromAfter] = [0, 0];
    for (let a = 0; a < nodes; a++, at++) {
      fromBefore += (roots[own + a] as number) * (inward[at] as number);
      fromAfter += (roots[after + a] as number) * (outward[at] as number);
    }
    coefficients[i] = fromBefore + fromAfter;
  }
}
