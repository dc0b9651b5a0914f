import { layerwiseP } from '../morphology/layerwiseSpearman.js';
import { spearman } from '../morphology/spearman.js';
import type { Chart, FigureStatistic } from '../protocol/figure.js';
import type { ReproductionOptions } from '../protocol/reproduction.js';
import { without } from './datasetNames.js';
import type { FigureCall } from './figure.js';
import { clustersGroup } from './groups.js';
import type { GroupResult, NetworkGroup, TrainedNetwork } from './networkGroup.js';
import { bootstrap, RESAMPLES } from './statistics/bootstrap.js';
import { meanWithError } from './statistics/meanWithError.js';
import { shownNetworks } from './statistics/selectNetworks.js';

/** Half widths a of the initial weights' uniform distribution; its standard deviation is a / sqrt 3. */
const LIMITS = [0.02, 0.05, 0.1, 0.22, 0.5, 0.77, 1];
const NETWORKS = 50;

/** Networks that began with weights of one spread. */
export interface SpreadNetworks {
  /** Of the initial weights. */
  readonly deviation: number;
  readonly networks: readonly TrainedNetwork[];
}

/** One number a network, by the spread it began with. */
export interface SpreadValues {
  readonly deviation: number;
  readonly values: readonly number[];
}

/** The groups of Figs. 4a and 4b, by their limit. */
export function spreadGroups(options: ReproductionOptions): Readonly<Record<string, NetworkGroup>> {
  return Object.fromEntries(
    LIMITS.map((limit) => [
      String(limit),
      clustersGroup(options, { init: { kind: 'uniform', limit }, most: NETWORKS }),
    ]),
  );
}

/** The networks to show of each group that there is, from the least spread on, with sentences on those left out. */
export function spreadNetworks(results: Readonly<Record<string, GroupResult>>, aboveMedian: boolean) {
  const notes: string[] = [];
  const spreads = LIMITS.flatMap((limit): SpreadNetworks[] => {
    const result = results[String(limit)];
    if (result === undefined) return [];
    const shown = shownNetworks(result.networks, aboveMedian, `clusters from U(-${limit}, ${limit})`);
    notes.push(...shown.notes);
    return [{ deviation: limit / Math.sqrt(3), networks: shown.networks }];
  });
  return { spreads, notes };
}

/**
 * Spearman's correlation of a quantity of networks with the spread they began with.
 * @param direction of the claim, on whose side p is counted
 */
export function spreadCorrelation(
  name: string,
  spreads: readonly SpreadValues[],
  direction: 'rises' | 'falls',
  { options, preview }: FigureCall,
): FigureStatistic {
  const drawable = spreads.filter(({ values }) => values.length > 0);
  const [x, y] = pairs(drawable, null);
  const value = spearman(x, y);
  if (value === null) return without(name, 'There are no networks yet from two spreads of the initial weights.');
  const scatter = bootstrap(
    drawable.map(({ values }) => values.length),
    (drawn) => spearman(...pairs(drawable, drawn)),
    { resamples: preview ? RESAMPLES.preview : RESAMPLES.final, seed: options.seed },
  );
  const n = x.length;
  const sign = direction === 'rises' ? 1 : -1;
  return {
    name,
    value,
    p: preview ? null : layerwiseP([{ x, y: y.map((one) => sign * one) }]),
    n,
    // Of ranks in any order, whatever their ties.
    null: { name: 'networks permuted', mean: 0, sd: 1 / Math.sqrt(n - 1) },
    interval: scatter?.interval ?? null,
  };
}

/** The mean with its standard error against the spread. */
export function spreadChart(
  spreads: readonly SpreadValues[],
  { title, y, before }: { title: string; y: string; before: readonly SpreadValues[] | null },
): Chart {
  const n = spreads.map(({ values }) => values.length).filter((count) => count > 0);
  const [least, most] = [Math.min(...n), Math.max(...n)];
  const counts =
    n.length === 0
      ? 'no networks'
      : least < most
        ? `${least} to ${most} networks`
        : `${least} network${least === 1 ? '' : 's'}`;
  const gaps = n.length < spreads.length ? ' A spread without a point has no network to show.' : '';
  return {
    kind: 'chart',
    title,
    x: { label: 'standard deviation of the initial weights', scale: 'log', range: null },
    y: { label: y, scale: 'linear', range: null },
    series: [
      ...(before === null ? [] : [line('before training', 'before', before)]),
      line('after training', 'after', spreads),
    ],
    caption: `Mean of ${counts} of the clusters at each point; bands are standard errors.${gaps}`,
  };
}

function line(label: string, role: 'before' | 'after', spreads: readonly SpreadValues[]) {
  const means = spreads.map(({ values }) => meanWithError(values));
  return {
    kind: 'line' as const,
    label,
    role,
    x: spreads.map(({ deviation }) => deviation),
    y: means.map(({ mean }) => mean),
    error: means.map(({ error }) => error),
    dashed: false,
    dots: true,
  };
}

/** Spread and value of each network, or of those drawn. */
function pairs(spreads: readonly SpreadValues[], drawn: readonly Int32Array[] | null): [number[], number[]] {
  const [x, y]: [number[], number[]] = [[], []];
  for (const [k, { deviation, values }] of spreads.entries()) {
    for (const place of drawn?.[k] ?? values.keys()) {
      x.push(deviation);
      y.push(values[place] ?? 0);
    }
  }
  return [x, y];
}
