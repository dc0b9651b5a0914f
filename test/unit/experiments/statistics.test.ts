import { describe, expect, it } from 'vitest';
import { accessibleEnds } from '../../../src/experiments/accessibleEnds.js';
import { inOutEnds, riseStatistic } from '../../../src/experiments/inOutRise.js';
import { accessibleCounts, keptEntries } from '../../../src/experiments/statistics/accessibleNodes.js';
import {
  bootstrap,
  bootstrapInTurns,
  bootstrapMean,
  bootstrapP,
} from '../../../src/experiments/statistics/bootstrap.js';
import { shuffledAccessible } from '../../../src/experiments/statistics/entryShuffle.js';
import { fisherExact } from '../../../src/experiments/statistics/fisher.js';
import { inOutRLive } from '../../../src/experiments/statistics/inOut.js';
import { median } from '../../../src/experiments/statistics/median.js';
import { meanWithError } from '../../../src/experiments/statistics/meanWithError.js';
import { networkMatrices, nodeFractions } from '../../../src/experiments/statistics/networkMatrices.js';
import { roundsOf } from '../../../src/experiments/statistics/rounds.js';
import { shownNetworks } from '../../../src/experiments/statistics/selectNetworks.js';
import { judgeNetworks } from '../../../src/experiments/structuredNetworks.js';
import { Random } from '../../../src/morphology/random.js';
import { figureCall } from '../../support/figureCall.js';
import { reproductionGolden } from '../../support/reproductionGolden.js';
import { trainedGroup } from '../../support/trainedNetworks.js';

const groups = { low: trainedGroup('low'), high: trainedGroup('high') };
const { exact, drawn, scipy } = reproductionGolden;
const names = ['low', 'high'] as const;

describe.each(names)('statistics of the networks “%s” against numpy', (name) => {
  const golden = exact[name];
  const { networks } = groups[name];
  const ends = inOutEnds(networks, 0);

  it('in/out correlations at both ends and of live nodes', () => {
    expect(ends).toHaveLength(networks.length);
    ends.forEach(({ network, rStart, rEnd, end }, k) => {
      expect(rStart).toBeCloseTo(golden.r.start[k] ?? NaN, 9);
      expect(rEnd).toBeCloseTo(golden.r.end[k] ?? NaN, 9);
      const live = inOutRLive(end, network.snapshots.at(-1)?.live ?? []);
      const expected = golden.rLive[k] ?? null;
      if (expected === null || live === null) expect(live).toBe(expected);
      else expect(live).toBeCloseTo(expected, 9);
    });
  });

  it('the mean rise, the error of its bootstrap and the deviation of its null', async () => {
    const { statistic, scatter } = await riseStatistic(ends, 'rise', figureCall());
    expect(statistic.value).toBeCloseTo(golden.rise, 9);
    expect(Math.abs((scatter?.standardError ?? NaN) / golden.riseError - 1)).toBeLessThan(0.06);
    expect(Math.abs((statistic.null?.sd ?? NaN) / golden.riseNullSd - 1)).toBeLessThan(0.08);
    expect(Math.abs(statistic.null?.mean ?? NaN)).toBeLessThan(golden.riseNullSd / 8);
  });

  it.each(['mean', 'median'] as const)(
    'accessible nodes by layer at the %s, and with entries in any order',
    (threshold) => {
      const found = accessibleEnds(networks, threshold);
      expect(found.map(({ before }) => before)).toEqual(golden.accessible[threshold].start);
      expect(found.map(({ after }) => after)).toEqual(golden.accessible[threshold].end);
      const random = new Random(5);
      for (const [k, { kept }] of found.slice(0, 8).entries()) {
        const { layers, rounds } = shuffledAccessible(kept, 400, random) ?? expect.fail('all matrices have weights');
        const expected = golden.shuffled[threshold][k] ?? [];
        expected.forEach((nodes, layer) => expect(Math.abs((layers[layer] ?? NaN) - nodes)).toBeLessThan(0.35));
        const mean = expected.reduce((sum, nodes) => sum + nodes, 0) / expected.length;
        expect(Math.abs(rounds.reduce((sum, round) => sum + round, 0) / rounds.length - mean)).toBeLessThan(0.15);
      }
    },
  );

  it('selects the networks strictly above the median', () => {
    expect(shownNetworks(networks, true, 'clusters').networks.map(({ network }) => network)).toEqual(
      golden.aboveMedian,
    );
    expect(shownNetworks(networks, false, 'clusters').networks).toHaveLength(networks.length);
  });

  it('structure by three criteria', async () => {
    const judged = await judgeNetworks(networks, figureCall());
    judged.forEach(({ r, p, pAccessible }, k) => {
      expect(r).toBeCloseTo(golden.r.end[k] ?? NaN, 9);
      expect(Math.abs((p ?? NaN) - (drawn.p[name][k] ?? NaN))).toBeLessThan(0.06);
      expect(Math.abs((pAccessible ?? NaN) - (drawn.pAccessible[name][k] ?? NaN))).toBeLessThan(0.09);
    });
  });
});

describe('the bootstrap', () => {
  const { low } = groups;
  const rises = inOutEnds(low.networks, 0).map(({ rise }) => rise);

  it('has the interval that numpy draws', () => {
    const { interval } = bootstrapMean(rises, { resamples: 4000, seed: 11 }) ?? expect.fail('there are many networks');
    expect(Math.abs(interval.low - drawn.rise.low)).toBeLessThan(0.3 * drawn.rise.se);
    expect(Math.abs(interval.high - drawn.rise.high)).toBeLessThan(0.3 * drawn.rise.se);
  });

  it('is the same with the same seed, and another with another', () => {
    const of = (seed: number) => bootstrapMean(rises, { resamples: 100, seed })?.interval;
    expect(of(1)).toEqual(of(1));
    expect(of(1)).not.toEqual(of(2));
  });

  it('says nothing of one network, of none, and of a statistic that is seldom there', () => {
    const options = { resamples: 100, seed: 1 };
    expect(bootstrapMean([1], options)).toBeNull();
    expect(bootstrapMean([], options)).toBeNull();
    expect(bootstrap([3, 1], () => 1, options)).toBeNull();
    expect(bootstrap([3], () => null, options)).toBeNull();
  });

  it('is the same in turns, which tell how far they are and can be cancelled', async () => {
    const cancel = new AbortController();
    const told: string[] = [];
    const call = {
      signal: cancel.signal,
      progress: (done: number, total: number, unit: string) => {
        told.push(`${done} of ${total} ${unit}`);
        if (told.length === 150) cancel.abort();
      },
    };
    const sum: Parameters<typeof bootstrap>[1] = (drawn) =>
      drawn.flatMap((places) => [...places]).reduce((a, b) => a + b);
    const options = { resamples: 100, seed: 4, onRound: roundsOf(call, 100, 'resamples') };
    expect(await bootstrapInTurns([5, 7], sum, options)).toEqual(bootstrap([5, 7], sum, options));
    expect(told).toHaveLength(100);
    expect(told.at(-1)).toBe('99 of 100 resamples');
    await expect(bootstrapInTurns([5, 7], sum, options)).rejects.toMatchObject({ reason: 'cancelled' });
    expect(told).toHaveLength(150);
  });

  it('counts the resamples on the side that is denied', () => {
    const scatter = bootstrap([2], ([places]) => places?.[0] ?? null, { resamples: 999, seed: 1 });
    expect(scatter === null ? NaN : bootstrapP(scatter, (value) => value > 1)).toBe(0.001);
    expect(scatter === null ? NaN : bootstrapP(scatter, (value) => value >= 0)).toBe(1);
  });
});

describe('against scipy', () => {
  it.each(scipy.tables.map(({ table, p }) => ({ table, p })))('Fisher of $table', ({ table: [a, b], p }) => {
    if (a === undefined || b === undefined) return expect.fail('a table has two rows');
    const found = fisherExact({ having: a[0], of: a[1] }, { having: b[0], of: b[1] });
    expect(found / p).toBeCloseTo(1, 9);
  });

  it('Fisher of empty groups', () => {
    expect(fisherExact({ having: 0, of: 0 }, { having: 3, of: 5 })).toBe(1);
  });

  it('the standard error of a mean', () => {
    expect(meanWithError(scipy.sem.values).error).toBeCloseTo(scipy.sem.error, 9);
    expect(meanWithError([2])).toEqual({ mean: 2, error: null, n: 1 });
    expect(meanWithError([])).toEqual({ mean: null, error: null, n: 0 });
    expect(meanWithError([null, 1, 3])).toEqual({ mean: 2, error: 1, n: 2 });
  });
});

describe('networks that are at their end', () => {
  const [network] = groups.low.networks;
  const start = network?.snapshots[0];
  if (network === undefined || start === undefined) throw new Error('The fixture has networks.');

  it('a matrix of zeros has no fractions and no count beside it, nor before', () => {
    const parameters = start.parameters.slice();
    parameters.fill(0, 3 * 110, 4 * 110);
    const matrices = networkMatrices(network.widths, parameters);
    expect(nodeFractions(matrices).map((layer) => layer === null)).toEqual(
      Array.from({ length: 10 }, (_, layer) => layer === 2 || layer === 3),
    );
    const counts = accessibleCounts(keptEntries(matrices, 'mean'));
    expect(counts.slice(0, 4)).toEqual([null, null, null, null]);
    expect(counts.slice(4).every((count) => count !== null)).toBe(true);
  });

  it('leaves out the layers before those that count', () => {
    const all = networkMatrices(network.widths, start.parameters);
    const some = networkMatrices(network.widths, start.parameters, 2);
    expect(some).toEqual(all.slice(2));
  });

  it('counts networks without a score, or that diverged, as below all others', () => {
    const scored = (testScore: number | null, status: 'finished' | 'diverged' = 'finished') => ({
      ...network,
      status,
      snapshots: [{ ...start, testScore }],
    });
    const shown = (...networks: ReturnType<typeof scored>[]) =>
      shownNetworks(networks, true, 'clusters').networks.map(({ snapshots }) => snapshots[0]?.testScore);
    expect(shown(scored(0.2), scored(0.9), scored(null))).toEqual([0.9]);
    expect(shown(scored(0.2), scored(0.95, 'diverged'), scored(0.9), scored(0.3, 'diverged'))).toEqual([0.2, 0.9]);
    expect(shown(scored(0.5), scored(0.5), scored(0.7), scored(0.5))).toEqual([0.7]);
    const equal = shownNetworks([scored(0.5), scored(0.5, 'diverged'), scored(0.5)], true, 'clusters');
    expect(equal.networks).toEqual([]);
    expect(equal.notes).toEqual([
      '1 of 3 networks (clusters) diverged and is left out.',
      'None of the 3 networks (clusters) has a test accuracy strictly above the median, as more than half of them share the best one; choose all networks to show them all the same.',
    ]);
    expect(shownNetworks([scored(0.5)], true, 'clusters').notes).toEqual([
      'The only network (clusters) cannot have a test accuracy strictly above the median; choose all networks to show it all the same.',
    ]);
    expect(shownNetworks([scored(0.5, 'diverged')], true, 'clusters').notes).toEqual([
      '1 of 1 networks (clusters) diverged and is left out.',
    ]);
  });

  it('has the middle of an even number halfway', () => {
    expect(median([4, 1, 3, 2])).toBe(2.5);
    expect(median([3, 1, 2])).toBe(2);
    expect(median([-Infinity, -Infinity, 1])).toBe(-Infinity);
    expect(median([])).toBeNaN();
  });
});
