import type { LayerGrowth, MovingMatrix } from '../morphology/connectivityGrowth.js';
import type { GrowthCoefficients } from './intralayer.js';

/**
 * The couplings of a matrix's two node layers, inputs x outputs, row-major: C_ai = (W- W+ / W) u_ai with the totals of |w|
 * of the matrix before, the one after and its own, and u_ai = s_ai g_ai / (sum over n of |w_na| times sum over n' of
 * |w_in'|) (Eqs. 103 and 104). What is missing beyond the ends of the chain counts as 1. Per unit of time. Not finite
 * beside a node that no weight enters or leaves.
 * @param matrices of a chain, first to last, with g = dw/dt
 */
export function couplings(matrices: readonly MovingMatrix[], index: number): Float64Array {
  const { inputs, outputs, weights, rates } = matrices[index] as MovingMatrix;
  const [before, own, after] = [-1, 0, 1].map((step) => strengths(matrices[index + step])) as Three;
  const scale = (before.total * after.total) / own.total;
  return Float64Array.from({ length: inputs * outputs }, (_, i) => {
    const growth = Math.sign(weights[i] as number) * (rates[i] as number);
    return (scale * growth) / (before.entering(Math.floor(i / outputs)) * after.leaving(i % outputs));
  });
}

/**
 * c_in and c_out of one hidden layer in full (Eqs. 97 and 98): sums of the couplings over the neighbouring layers'
 * fractions. `growthCoefficients` has what they come to.
 * @param layer 1 for the first hidden layer
 */
export function publishedCoefficients(matrices: readonly MovingMatrix[], layer: number): GrowthCoefficients {
  const [into, out] = [matrices[layer - 1] as MovingMatrix, matrices[layer] as MovingMatrix];
  const [before, after] = [strengths(matrices[layer - 2]), strengths(matrices[layer + 1])];
  const [inward, outward] = [couplings(matrices, layer - 1), couplings(matrices, layer)];
  const nodes = into.outputs;
  const coefficients = { in: new Float64Array(nodes), out: new Float64Array(nodes) };
  for (let i = 0; i < nodes; i++) {
    let sum = 0;
    for (let a = 0; a < into.inputs; a++)
      sum += ((inward[a * nodes + i] as number) * before.entering(a)) / before.total;
    coefficients.in[i] = sum;
    sum = 0;
    for (let k = 0; k < out.outputs; k++)
      sum += ((outward[i * out.outputs + k] as number) * after.leaving(k)) / after.total;
    coefficients.out[i] = sum;
  }
  return coefficients;
}

/**
 * Eq. 96, its terms grouped as the paper does: dr_i/dt = c_in,i out_i² (1 - in_i) - r_i sum over j != i of c_in,j out_j, and
 * the same with in and out exchanged.
 */
export function equation96(
  { inFraction, outFraction, connectivity }: Pick<LayerGrowth, 'inFraction' | 'outFraction' | 'connectivity'>,
  c: GrowthCoefficients,
): Float64Array {
  const grouped = (own: Float64Array, other: Float64Array, rates: Float64Array, i: number): number => {
    let others = 0;
    rates.forEach((rate, j) => (others += j === i ? 0 : rate * (other[j] as number)));
    const growth = (rates[i] as number) * (other[i] as number) ** 2 * (1 - (own[i] as number));
    return growth - (connectivity[i] as number) * others;
  };
  return connectivity.map(
    (_, i) => grouped(inFraction, outFraction, c.in, i) + grouped(outFraction, inFraction, c.out, i),
  );
}

interface Strengths {
  readonly total: number;
  /** Sum of |w| over a column. */
  readonly entering: (node: number) => number;
  /** Sum of |w| over a row. */
  readonly leaving: (node: number) => number;
}
type Three = [Strengths, Strengths, Strengths];

const BEYOND: Strengths = { total: 1, entering: () => 1, leaving: () => 1 };

function strengths(matrix: MovingMatrix | undefined): Strengths {
  if (matrix === undefined) return BEYOND;
  const entering = new Float64Array(matrix.outputs);
  const leaving = new Float64Array(matrix.inputs);
  let total = 0;
  for (let i = 0; i < matrix.weights.length; i++) {
    const [row, column] = [Math.floor(i / matrix.outputs), i % matrix.outputs];
    const size = Math.abs(matrix.weights[i] as number);
    leaving[row] = (leaving[row] as number) + size;
    entering[column] = (entering[column] as number) + size;
    total += size;
  }
  return { total, entering: (node) => entering[node] as number, leaving: (node) => leaving[node] as number };
}
