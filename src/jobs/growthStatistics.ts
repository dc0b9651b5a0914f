import { layerwiseP, layerwiseSpearman, type LayerPairs } from '../morphology/layerwiseSpearman.js';
import { quantile } from '../morphology/nullDistribution.js';
import type { GrowthPrediction } from '../protocol/comparison.js';
import { ReasonList } from '../report/reasons.js';

/** One hidden layer from a to b, one value a node. */
export interface GrowthLayer {
  readonly name: string;
  /** r_A. */
  readonly before: Float64Array;
  /** r_B - r_A. */
  readonly actual: Float64Array;
  /** 1 for a live node. */
  readonly live: Uint8Array;
}

/** dr/dt of the same layers and nodes; or why there is none. */
export interface Prediction {
  readonly kind: GrowthPrediction['kind'];
  readonly rates: readonly Float64Array[] | { readonly missing: string };
}

const TOO_EQUAL = 'no layer has three nodes that grow differently';

/** How far the ranks of predicted growth are those of the actual. */
export function judgeGrowth(predictions: readonly Prediction[], layers: readonly GrowthLayer[]) {
  const baseline = layerwiseSpearman(layers.map(({ before, actual }) => ({ x: before, y: actual })));
  return predictions.map(({ kind, rates }): GrowthPrediction => {
    const reasons = new ReasonList();
    if ('missing' in rates) reasons.add(rates.missing, 'spearman', 'p', 'spearmanLive', 'pLive');
    const judgement = judged('missing' in rates ? null : rates, layers);
    if (judgement.spearman === null) reasons.add(TOO_EQUAL, 'spearman', 'p');
    if (judgement.spearmanLive === null)
      reasons.add('no layer has three live nodes that grow differently', 'spearmanLive', 'pLive');
    if (baseline === null) reasons.add(TOO_EQUAL, 'baseline');
    return { kind, baseline, ...judgement, ...reasons.field() };
  });
}

function judged(rates: readonly Float64Array[] | null, layers: readonly GrowthLayer[]) {
  const known = rates === null ? [] : layers.map((layer, k) => ({ ...layer, predicted: rates[k] as Float64Array }));
  const all = known.map(({ predicted, actual }): LayerPairs => ({ x: predicted, y: actual }));
  const live = all.map((pair, k) => only(pair, known[k]?.live ?? []));
  return {
    spearman: layerwiseSpearman(all),
    p: layerwiseP(all),
    spearmanLive: layerwiseSpearman(live),
    pLive: layerwiseP(live),
    layers: known.map(({ name, predicted, actual, live: mask }) => ({
      name,
      predicted: inDeviations(predicted),
      actual: inDeviations(actual),
      live: [...mask],
    })),
  };
}

/** Median of |r_B - r_A| / r_A; null where every r_A is 0. */
export function medianMove(layers: readonly GrowthLayer[]): number | null {
  const moves = layers.flatMap(({ before, actual }) =>
    [...before].flatMap((r, node) => (r > 0 ? [Math.abs(actual[node] as number) / r] : [])),
  );
  return moves.length === 0 ? null : quantile(Float64Array.from(moves).sort(), 0.5);
}

function only({ x, y }: LayerPairs, mask: ArrayLike<number>): LayerPairs {
  const chosen = (values: ArrayLike<number>) => Array.from(values).filter((_, node) => mask[node] === 1);
  return { x: chosen(x), y: chosen(y) };
}

/** In units of their standard deviation, around 0 as they are; zeros where all are equal. */
function inDeviations(values: Float64Array): readonly number[] {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const deviation = Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length);
  return [...values].map((value) => (deviation > 0 ? value / deviation : 0));
}
