import type { LayerGrowth, MovingMatrix } from '../morphology/connectivityGrowth.js';

/** What Eq. 3 says of one layer, in the words of Eqs. 124 to 127. */
export interface GrowthCriterion {
  /** dr/dt as it is printed: bounded growth less the others' repression. */
  readonly printed: Float64Array;
  /** r (c - <c>). */
  readonly factored: Float64Array;
  /** <c> = sum of c_j sqrt(r_j), the mean over the distribution sqrt(r). */
  readonly mean: number;
}

/** @param connectivities r; @param coefficients c = c_in + c_out */
export function growthCriterion(connectivities: ArrayLike<number>, coefficients: ArrayLike<number>): GrowthCriterion {
  const roots = Float64Array.from(connectivities, Math.sqrt);
  const mean = roots.reduce((sum, root, j) => sum + root * (coefficients[j] as number), 0);
  const printed = roots.map((root, i) => {
    let others = 0;
    roots.forEach((other, j) => (others += j === i ? 0 : (coefficients[j] as number) * other));
    return (coefficients[i] as number) * root ** 2 * (1 - root) - root ** 2 * others;
  });
  const factored = roots.map((root, i) => root ** 2 * ((coefficients[i] as number) - mean));
  return { printed, factored, mean };
}

/** Weights of a central difference of the sixth order, for steps 1, 2 and 3. */
const SIXTH_ORDER = [3 / 4, -3 / 20, 1 / 60];
/** Of the fastest relative rate of any sum of |w|: truncation and rounding errors of about 1e-13 of r. */
const STEP = 5e-3;

/**
 * dr/dt of a hidden layer by differences of r itself, while each |w| goes on at its rate, no sign changing: independent of
 * the chain rule (Eq. 74) but for the sums of |w|.
 * @param into the matrix that leads into the layer, @param out the one that leads out of it
 */
export function growthByDifferences(into: MovingMatrix, out: MovingMatrix, layer: LayerGrowth): Float64Array {
  const fastest = Math.max(
    ...relativeRates(layer.inRate, layer.inFraction),
    ...relativeRates(layer.outRate, layer.outFraction),
  );
  if (!(fastest > 0)) return new Float64Array(into.outputs);
  const time = STEP / fastest;
  const growth = new Float64Array(into.outputs);
  SIXTH_ORDER.forEach((weight, k) => {
    const [later, earlier] = [1, -1].map((sign) => connectivitiesAt(into, out, sign * (k + 1) * time)) as Two;
    growth.forEach((rate, i) => (growth[i] = rate + (weight * ((later[i] as number) - (earlier[i] as number))) / time));
  });
  return growth;
}

type Two = [Float64Array, Float64Array];

function relativeRates(rates: Float64Array, fractions: Float64Array): Float64Array {
  return rates.map((rate, node) => Math.abs(rate / (fractions[node] as number)));
}

function connectivitiesAt(into: MovingMatrix, out: MovingMatrix, time: number): Float64Array {
  const [entering, leaving] = [new Float64Array(into.outputs), new Float64Array(into.outputs)];
  const moved = ({ weights, rates }: MovingMatrix, i: number): number =>
    Math.abs(weights[i] as number) + time * Math.sign(weights[i] as number) * (rates[i] as number);
  let [totalIn, totalOut] = [0, 0];
  for (let i = 0; i < into.weights.length; i++) {
    const node = i % into.outputs;
    entering[node] = (entering[node] as number) + moved(into, i);
    totalIn += moved(into, i);
  }
  for (let i = 0; i < out.weights.length; i++) {
    const node = Math.floor(i / out.outputs);
    leaving[node] = (leaving[node] as number) + moved(out, i);
    totalOut += moved(out, i);
  }
  return entering.map((value, node) => (value / totalIn) * ((leaving[node] as number) / totalOut));
}
