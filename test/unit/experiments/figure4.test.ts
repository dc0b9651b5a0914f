import { describe, expect, it } from 'vitest';
import type { Figure } from '../../../src/experiments/figure.js';
import { figure4a } from '../../../src/experiments/figure4a.js';
import { figure4b } from '../../../src/experiments/figure4b.js';
import { figure4c } from '../../../src/experiments/figure4c.js';
import type { GroupResult } from '../../../src/experiments/networkGroup.js';
import { verdictOf } from '../../../src/experiments/verdict.js';
import { ALL_OPTIONS, figureCall } from '../../support/figureCall.js';
import { reproductionGolden } from '../../support/reproductionGolden.js';
import { trainedGroup } from '../../support/trainedNetworks.js';

const [low, high] = [trainedGroup('low'), trainedGroup('high')];
const everything = figureCall({}, { aboveMedian: false });

async function judge(figure: Figure, results: Readonly<Record<string, GroupResult>>, call = everything) {
  const outcome = await figure.evaluate(results, call);
  return { outcome, ...verdictOf(figure.rule, outcome, { primaries: 10, pOfOthers: null }) };
}

/** As many poor networks as the rule asks for: there are five in the fixture. */
function withMorePoor(): GroupResult {
  const poor = low.networks.filter(({ snapshots }) => (snapshots.at(-1)?.testScore ?? 1) < 0.2);
  const accurate = low.networks.filter(({ snapshots }) => (snapshots.at(-1)?.testScore ?? 0) > 0.9);
  return { ...low, networks: [...poor, ...poor, ...accurate, ...accurate, ...accurate, ...accurate] };
}

describe('figures 4a and 4b', () => {
  it('have the correlations that scipy finds', async () => {
    const results = { '0.05': low, '1': high };
    const valueOf = async (figure: Figure) => (await judge(figure, results)).outcome.statistics[0]?.value;
    expect(await valueOf(figure4a)).toBeCloseTo(reproductionGolden.scipy.spearman4a, 9);
    expect(await valueOf(figure4b)).toBeCloseTo(reproductionGolden.scipy.spearman4b, 9);
  });

  it.each([figure4a, figure4b])('$id agrees with networks of small and of large initial weights', async (figure) => {
    const { verdict, outcome } = await judge(figure, { '0.05': low, '1': high });
    expect(verdict).toBe('agrees');
    expect(outcome.statistics[0]?.n).toBe(36);
  });

  it.each([figure4a, figure4b])('$id differs where spreads are exchanged', async (figure) => {
    expect((await judge(figure, { '0.05': high, '1': low })).verdict).toBe('differs');
  });

  it.each([figure4a, figure4b])('$id is undecided with one spread, and without networks', async (figure) => {
    expect((await judge(figure, { '0.05': low })).why).toContain('two spreads');
    expect((await judge(figure, {})).why).toContain('add it to the data sets');
  });

  it('ask for no networks of the clusters where these were not chosen', () => {
    expect(figure4a.groups({ ...ALL_OPTIONS, datasets: ['mnist'] })).toEqual({});
    expect(Object.values(figure4b.groups(ALL_OPTIONS)).map(({ networks }) => networks)).toEqual([
      50, 50, 50, 50, 50, 50, 50,
    ]);
  });
});

describe('figure 4c', () => {
  it('has the numbers that numpy finds', async () => {
    const golden = reproductionGolden.drawn.poor;
    const { outcome } = await judge(figure4c, { clusters: low });
    const [difference, share] = outcome.alternatives[0]?.statistics ?? [];
    expect(difference?.value).toBeCloseTo(golden.difference, 9);
    expect(share?.value).toBeCloseTo(golden.share, 9);
    expect(Math.abs((difference?.p ?? NaN) - golden.p)).toBeLessThan(0.02);
    expect(Math.abs((difference?.interval?.low ?? NaN) - golden.low)).toBeLessThan(0.5 * golden.se);
    expect(Math.abs((difference?.interval?.high ?? NaN) - golden.high)).toBeLessThan(0.5 * golden.se);
  });

  it('is undecided with fewer than ten poor networks', async () => {
    const { verdict, why } = await judge(figure4c, { clusters: low });
    expect(verdict).toBe('undecided');
    expect(why).toContain('3 networks of the 10');
  });

  it('judges poor networks against accurate ones', async () => {
    const { outcome } = await judge(figure4c, { clusters: withMorePoor() });
    const [difference, share] = outcome.statistics;
    expect(difference?.n).toBe(10);
    expect(difference?.p).not.toBeNull();
    expect(share?.interval).not.toBeNull();
    expect(outcome.pictures).toHaveLength(3);
  });

  it('says so where no network is poor', async () => {
    const { why } = await judge(figure4c, { clusters: high });
    expect(why).toContain('No network of the clusters has a test accuracy below 20 %.');
  });
});
