import { connectivity } from '../morphology/connectivity.js';
import { amplitude } from '../morphology/amplitude.js';
import { exactAmplitudeTerm, linearAmplitudeTerm, rootSum, type LayerTriple } from '../theory/amplitudeEquation.js';
import { nodeFractions, type MagnitudeMatrix } from './statistics/networkMatrices.js';

/** S of two equal shares that differ in their last digits may be 1 but for these. */
const ROUNDING = 1e-12;

/** The term of Eq. 4 on one network's weights, with C = D = 1, in each layer that has a neighbour on either side. */
export interface AmplitudeTerms {
  /** Mean sign of the exact term over layers. */
  readonly sign: number;
  /** Mean S over layers. */
  readonly rootSum: number;
  /** Means over layers of the term, exact and as the paper expands it. */
  readonly exact: number;
  readonly expanded: number;
}

/**
 * Layers whose next matrix has a single column neither count nor are neighbours.
 * @returns null for a network with a matrix of zeros or of numbers that are not finite, or with fewer than three layers
 */
export function amplitudeTerms(matrices: readonly MagnitudeMatrix[]): AmplitudeTerms | null {
  const layers = nodeFractions(matrices).filter((layer) => layer === null || layer.nextNodes > 1);
  if (layers.length < 3) return null;
  const measured = layers.map((layer) => {
    if (layer === null) return null;
    const r = connectivity(layer.inFraction, layer.outFraction);
    return { nodes: r.length, amplitude: amplitude(r), rootSum: rootSum(r) };
  });
  const sums = { sign: 0, rootSum: 0, exact: 0, expanded: 0 };
  const count = layers.length - 2;
  for (let p = 1; p <= count; p++) {
    const [before, own, after] = [measured[p - 1], measured[p], measured[p + 1]];
    if (!before || !own || !after) return null;
    const triple = (field: 'amplitude' | 'rootSum'): LayerTriple => ({
      before: before[field],
      own: own[field],
      after: after[field],
    });
    const exact = exactAmplitudeTerm(own.amplitude, triple('rootSum'), 1, 1);
    sums.sign += Math.abs(1 - own.rootSum) > ROUNDING ? Math.sign(exact) : 0;
    sums.rootSum += own.rootSum;
    sums.exact += exact;
    sums.expanded += linearAmplitudeTerm(triple('amplitude'), own.nodes, 1, 1);
  }
  return {
    sign: sums.sign / count,
    rootSum: sums.rootSum / count,
    exact: sums.exact / count,
    expanded: sums.expanded / count,
  };
}
