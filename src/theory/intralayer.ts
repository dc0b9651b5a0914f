/** What Eqs. 97 and 98 need of one hidden layer, one value a node (`morphology/connectivityGrowth.ts`). */
export interface LayerRates {
  readonly inFraction: ArrayLike<number>;
  readonly outFraction: ArrayLike<number>;
  /** d|w|/dt summed over the weights that enter the node, as a share of their matrix's total |w|. */
  readonly inRate: ArrayLike<number>;
  readonly outRate: ArrayLike<number>;
}

/** Growth rates of a layer's nodes, per unit of time. */
export interface GrowthCoefficients {
  /** c_in (Eq. 97). */
  readonly in: Float64Array;
  /** c_out (Eq. 98). */
  readonly out: Float64Array;
}

/**
 * c_in and c_out, exact. The neighbouring layers' fractions and totals, which stand in Eqs. 97 and 98 as published, cancel:
 * c_in,i = inRate_i / outFraction_i and c_out,i = outRate_i / inFraction_i. So they hold in the first and the last hidden
 * layer too, where a neighbour is missing. Not finite for a node that no weight enters or leaves.
 */
export function growthCoefficients({ inFraction, outFraction, inRate, outRate }: LayerRates): GrowthCoefficients {
  return {
    in: Float64Array.from(inRate, (rate, node) => rate / (outFraction[node] as number)),
    out: Float64Array.from(outRate, (rate, node) => rate / (inFraction[node] as number)),
  };
}

/**
 * Eq. 3: dr_i/dt = c_i r_i (1 - sqrt r_i) - r_i sum over j != i of c_j sqrt r_j = r_i (c_i - sum over j of c_j sqrt r_j).
 * @param connectivities r of one layer
 * @param coefficients c = c_in + c_out
 */
export function intralayerGrowth(connectivities: ArrayLike<number>, coefficients: ArrayLike<number>): Float64Array {
  const rate = new Float64Array(connectivities.length);
  writeIntralayerGrowth(connectivities, coefficients, rate);
  return rate;
}

/**
 * The same, written to the nodes from `start` on of `rate`: a layer may be a part of a longer state. `connectivities` and
 * `coefficients` are whole states too. What a scheme's trial step has taken below 0 counts as 0.
 */
export function writeIntralayerGrowth(
  connectivities: ArrayLike<number>,
  coefficients: ArrayLike<number>,
  rate: Float64Array,
  start = 0,
  end = connectivities.length,
): void {
  let mean = 0;
  for (let j = start; j < end; j++) mean += (coefficients[j] as number) * root(connectivities[j] as number);
  for (let i = start; i < end; i++) rate[i] = (connectivities[i] as number) * ((coefficients[i] as number) - mean);
}

export function root(connectivity: number): number {
  return connectivity > 0 ? Math.sqrt(connectivity) : 0;
}
