import { summarize } from '../morphology/nullDistribution.js';
import type { FigureStatistic } from '../protocol/figure.js';
import type { FigureCall } from './figure.js';
import type { TrainedNetwork } from './networkGroup.js';
import { bootstrapMean, RESAMPLES, type Bootstrap } from './statistics/bootstrap.js';
import { inOutR, inOutSample, permutedR, type InOutSample } from './statistics/inOut.js';
import { networkMatrices } from './statistics/networkMatrices.js';
import { roundsOf } from './statistics/rounds.js';

/** A network before and after its training, as the in/out correlation sees it. */
export interface InOutEnds {
  readonly network: TrainedNetwork;
  readonly start: InOutSample;
  readonly end: InOutSample;
  /** r at the end less r at the start. */
  readonly rise: number;
  readonly rStart: number;
  readonly rEnd: number;
}

/** Permutations of the mean over networks, each of all their layers. */
export const PERMUTATIONS = 1000;
/** The identical order may give other last digits. */
const TIE = 1e-12;

/** Networks without an r at an end, such as one whose weights have all become 0, are left out. */
export function inOutEnds(networks: readonly TrainedNetwork[], firstLayer: number): readonly InOutEnds[] {
  return networks.flatMap((network) => {
    const { widths, snapshots } = network;
    const [first, last] = [snapshots[0], snapshots.at(-1)];
    if (first === undefined || last === undefined) return [];
    const start = inOutSample(networkMatrices(widths, first.parameters, firstLayer));
    const end = inOutSample(networkMatrices(widths, last.parameters, firstLayer));
    const [rStart, rEnd] = [inOutR(start), inOutR(end)];
    return rStart === null || rEnd === null ? [] : [{ network, start, end, rise: rEnd - rStart, rStart, rEnd }];
  });
}

/** A preview is without a p, and with few resamples. */
export type RiseCall = Pick<FigureCall, 'preview' | 'signal' | 'progress'> & {
  readonly options: Pick<FigureCall['options'], 'seed'>;
};

/**
 * The mean rise of r over at least one network, with its interval, and its null: y permuted within the layers of all networks
 * at both ends.
 * @throws {CheckpointError} `cancelled`
 */
export async function riseStatistic(
  ends: readonly InOutEnds[],
  name: string,
  call: RiseCall,
): Promise<{ readonly statistic: FigureStatistic; readonly scatter: Bootstrap | null }> {
  const { preview, options } = call;
  const n = ends.length;
  const rises = ends.map(({ rise }) => rise);
  const value = rises.reduce((sum, rise) => sum + rise, 0) / n;
  const resamples = preview ? RESAMPLES.preview : RESAMPLES.final;
  const scatter = bootstrapMean(rises, { resamples, seed: options.seed });
  const statistic = { name, value, p: null, n, null: null, interval: scatter?.interval ?? null };
  if (preview) return { statistic, scatter };
  const samples = ends.flatMap(({ start, end }) => [
    { sample: end, weight: 1 / n },
    { sample: start, weight: -1 / n },
  ]);
  const nulls = await permutedR(samples, PERMUTATIONS, roundsOf(call, PERMUTATIONS, 'permutations'));
  const reached = nulls.filter((drawn) => drawn >= value - TIE).length;
  const { mean, sd } = summarize(nulls);
  const p = (1 + reached) / (1 + PERMUTATIONS);
  return { statistic: { ...statistic, p, null: { name: 'outgoing permuted within layers', mean, sd } }, scatter };
}
