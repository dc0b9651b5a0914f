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
  let mean = 0;
  for (let j = 0; j < connectivities.length; j++) {
    mean += (coefficients[j] as number) * Math.sqrt(connectivities[j] as number);
  }
  return Float64Array.from(connectivities, (r, node) => r * ((coefficients[node] as number) - mean));
}
