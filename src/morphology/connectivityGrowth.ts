import { connectivity } from './connectivity.js';
import { fractions } from './fractions.js';

/** A weight matrix in motion; both arrays are inputs x outputs, row-major. */
export interface MovingMatrix {
  readonly inputs: number;
  readonly outputs: number;
  readonly weights: ArrayLike<number>;
  /** dw/dt. */
  readonly rates: ArrayLike<number>;
}

/** One hidden layer in motion, one value a node. */
export interface LayerGrowth {
  readonly inFraction: Float64Array;
  readonly outFraction: Float64Array;
  /** d|w|/dt summed over the weights that enter the node, as a share of their matrix's total |w|. */
  readonly inRate: Float64Array;
  /** The same over the weights that leave it. */
  readonly outRate: Float64Array;
  readonly connectivity: Float64Array;
  /** dr/dt. */
  readonly growth: Float64Array;
}

/**
 * How fast the connectivities r of all hidden layers change while their weights do: the chain rule, exact (paper, Eqs. 74
 * to 78). Where w = 0 the growth of |w| is taken as 0.
 * @param matrices of a chain, first to last
 * @returns one entry a hidden layer; null beside a matrix whose total |w| is 0 or not finite
 */
export function connectivityGrowth(matrices: readonly MovingMatrix[]): readonly (LayerGrowth | null)[] {
  const strengths = matrices.map(movingStrengths);
  return strengths.slice(1).map((after, k) => layerGrowth(strengths[k] as MovingStrengths, after));
}

interface MovingStrengths {
  readonly total: number;
  readonly totalRate: number;
  /** Sums over columns and rows, of |w| and of d|w|/dt. */
  readonly entering: Float64Array;
  readonly enteringRate: Float64Array;
  readonly leaving: Float64Array;
  readonly leavingRate: Float64Array;
}

function movingStrengths({ inputs, outputs, weights, rates }: MovingMatrix): MovingStrengths {
  const [entering, enteringRate] = [new Float64Array(outputs), new Float64Array(outputs)];
  const [leaving, leavingRate] = [new Float64Array(inputs), new Float64Array(inputs)];
  let total = 0;
  let totalRate = 0;
  for (let i = 0; i < inputs; i++) {
    let sum = 0;
    let rate = 0;
    for (let o = 0; o < outputs; o++) {
      const weight = weights[i * outputs + o] as number;
      const size = Math.abs(weight);
      const growth = Math.sign(weight) * (rates[i * outputs + o] as number);
      entering[o] = (entering[o] as number) + size;
      enteringRate[o] = (enteringRate[o] as number) + growth;
      sum += size;
      rate += growth;
    }
    leaving[i] = sum;
    leavingRate[i] = rate;
    total += sum;
    totalRate += rate;
  }
  return { total, totalRate, entering, enteringRate, leaving, leavingRate };
}

function layerGrowth(before: MovingStrengths, after: MovingStrengths): LayerGrowth | null {
  const inFraction = fractions(before.entering, before.total);
  const outFraction = fractions(after.leaving, after.total);
  if (inFraction === null || outFraction === null) return null;
  const inRate = before.enteringRate.map((rate) => rate / before.total);
  const outRate = after.leavingRate.map((rate) => rate / after.total);
  const [inDrift, outDrift] = [before.totalRate / before.total, after.totalRate / after.total];
  const growth = inFraction.map((share, node) => {
    const out = outFraction[node] as number;
    // Omega_in' Omega_out + Omega_in Omega_out' (Eq. 74).
    return ((inRate[node] as number) - share * inDrift) * out + share * ((outRate[node] as number) - out * outDrift);
  });
  return { inFraction, outFraction, inRate, outRate, connectivity: connectivity(inFraction, outFraction), growth };
}
