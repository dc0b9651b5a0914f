import { describe, expect, it } from 'vitest';
import { figure2e } from '../../../src/experiments/figure2e.js';
import { verdictOf } from '../../../src/experiments/verdict.js';
import { figureCall } from '../../support/figureCall.js';
import { reproductionGolden } from '../../support/reproductionGolden.js';
import { trainedGroup } from '../../support/trainedNetworks.js';

const low = trainedGroup('low');
const judge = async (results: Parameters<typeof figure2e.evaluate>[0], call = figureCall()) => {
  const outcome = await figure2e.evaluate(results, call);
  return { outcome, ...verdictOf(figure2e.rule, outcome, { primaries: 10, pOfOthers: null }) };
};

describe('figure 2e', () => {
  it('has the numbers that numpy finds', async () => {
    const golden = reproductionGolden.exact.low;
    const { outcome } = await judge({ clusters: low }, figureCall({}, { aboveMedian: false }));
    const valueOf = (name: string) => outcome.statistics.find((one) => one.name === `${name} (clusters)`)?.value;
    expect(valueOf('in/out r, end minus start')).toBeCloseTo(golden.rise, 9);
    expect(valueOf('in/out r at the end, all nodes pooled')).toBeCloseTo(golden.pooled, 9);
    expect(valueOf('in/out r at the end')).toBeCloseTo(golden.r.end.reduce((sum, r) => sum + r, 0) / 24, 9);
    const [before, after] = outcome.pictures;
    const mean = (rs: readonly number[]): string => (rs.reduce((sum, r) => sum + r, 0) / 24).toFixed(2);
    expect(before?.title).toBe(`Before training, clusters: r = ${mean(golden.r.start)} (n = 24)`);
    expect(after?.title).toBe(`After training, clusters: r = ${mean(golden.r.end)}, p < 0.001 (n = 24)`);
    const fit = after?.kind === 'chart' ? after.series.find(({ kind }) => kind === 'line') : undefined;
    if (fit?.kind !== 'line') return expect.fail('there is a fit');
    expect((fit.y[1] ?? NaN) / (fit.x[1] ?? NaN)).toBeCloseTo(golden.slope, 9);
  });

  it('shows the networks strictly above the median unless that is undone', async () => {
    const { outcome } = await judge({ clusters: low }, figureCall({ preview: true }));
    expect(outcome.statistics[0]?.n).toBe(reproductionGolden.exact.low.aboveMedian.length);
  });

  it('is undecided without MNIST, and says how to get it', async () => {
    const { verdict, why } = await judge(
      { clusters: low, 'california-housing': low },
      figureCall({}, { aboveMedian: false }),
    );
    expect(verdict).toBe('undecided');
    expect(why).toContain('add it to the data sets');
  });

  it('agrees with trained networks, and differs with networks that never moved', async () => {
    const call = figureCall({}, { aboveMedian: false });
    expect((await judge({ clusters: low, 'california-housing': low, mnist: low }, call)).verdict).toBe('agrees');
    const still = {
      ...low,
      networks: low.networks.map((network) => ({ ...network, snapshots: network.snapshots.slice(0, 1) })),
    };
    const { verdict, outcome } = await judge({ clusters: still, 'california-housing': low, mnist: low }, call);
    expect(verdict).toBe('differs');
    expect(outcome.statistics[0]).toMatchObject({ value: 0, n: 24, interval: { low: 0, high: 0 } });
  });

  it('says so of one network, and of none', async () => {
    const one = { ...low, networks: low.networks.slice(0, 1) };
    const all = { clusters: one, 'california-housing': one, mnist: one };
    const undone = await judge(all, figureCall({}, { aboveMedian: false }));
    expect(undone.why).toContain('1 network of the 20');
    expect(undone.outcome.statistics[0]?.interval).toBeNull();
    expect((await judge(all)).why).toContain('choose all networks');
    const none = { ...low, networks: [] };
    expect((await judge({ clusters: none, 'california-housing': none, mnist: none })).verdict).toBe('undecided');
  });

  it('draws every node before and after, and a density where there are too many', async () => {
    const { outcome } = await judge({ clusters: low });
    expect(outcome.pictures).toHaveLength(2);
    const [before] = outcome.pictures;
    expect(before?.kind === 'chart' && before.series.map(({ kind }) => kind)).toEqual(['points', 'line']);
    const many = { ...low, networks: Array.from({ length: 80 }, (_, i) => low.networks[i % 24] ?? expect.fail()) };
    const dense = await judge({ clusters: many }, figureCall({ preview: true }, { aboveMedian: false }));
    const [chart] = dense.outcome.pictures;
    const cells = chart?.kind === 'chart' ? chart.series.find((series) => series.kind === 'density') : undefined;
    expect(cells?.kind === 'density' && cells.counts.reduce((sum, count) => sum + count, 0)).toBe(80 * 90);
    expect(dense.outcome.statistics[0]?.p).toBeNull();
  });
});
