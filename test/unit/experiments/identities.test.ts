import { describe, expect, it } from 'vitest';
import { figureEq96 } from '../../../src/experiments/figureEq96.js';
import { figureGrowth } from '../../../src/experiments/figureGrowth.js';
import { figureInitOutput } from '../../../src/experiments/figureInitOutput.js';
import { relativeError, WorstError } from '../../../src/experiments/identity.js';
import { verdictOf } from '../../../src/experiments/verdict.js';
import { figureCall } from '../../support/figureCall.js';
import { trainedDataset, trainedGroup } from '../../support/trainedNetworks.js';

const ALONE = { primaries: 10, pOfOthers: null };
const { group, networks: trained } = trainedGroup('low');
/** As a reproduction gives them: each look at the snapshots makes new ones. */
const networks = {
  group,
  networks: trained.slice(0, 5).map((network) => ({
    ...network,
    get snapshots() {
      return network.snapshots.map((snapshot) => ({ ...snapshot }));
    },
  })),
};

describe('identities, on networks that numpy trained', () => {
  it('Eq. 96 is the chain rule, and Eqs. 97 and 98 come to their short forms', async () => {
    const { statistics, pictures } = await figureEq96.evaluate({ networks }, figureCall());
    expect(statistics).toHaveLength(3);
    for (const { value, n } of statistics) {
      expect(value).toBeLessThan(1e-10);
      expect(n).toBe(5);
    }
    expect(pictures[0]).toMatchObject({ series: [{}, { x: { length: 100 }, y: { length: 100 } }] });
  });

  it('Eq. 3 grows where c exceeds its mean, and dr/dt is how r changes', async () => {
    const { statistics, values, pictures } = await figureGrowth.evaluate({ networks }, figureCall());
    expect(statistics[0]?.value).toBeLessThan(1e-10);
    expect(statistics[1]?.value).toBeLessThan(1e-9);
    expect(values['sameSignByEquation3']).toBeGreaterThan(0.5);
    expect(pictures[0]).toMatchObject({ series: [{}, { x: { length: 100 }, y: { length: 100 } }] });
  });

  it('draws a network that learnt: where all nodes are dead nothing grows', async () => {
    const scoreOf = ({ snapshots }: (typeof trained)[number]): number => snapshots.at(-1)?.testScore ?? 0;
    const ascending = trained.toSorted((a, b) => scoreOf(a) - scoreOf(b));
    const few = [ascending[0], ascending[1], ascending.at(-1)].flatMap((network) => network ?? []);
    const [picture] = (await figureEq96.evaluate({ networks: { group, networks: few } }, figureCall())).pictures;
    const [, points] = picture?.kind === 'chart' ? picture.series : [];
    // All but the last hidden layers have a node of the largest growth.
    const most = points?.kind === 'points' ? points.x.filter((share) => Math.abs(share) === 1) : [];
    expect(most.length).toBeGreaterThanOrEqual(9);
  });

  it('no output exceeds Eq. 113, which equal weights reach', async () => {
    const high = trainedGroup('high');
    const { statistics, values } = await figureInitOutput.evaluate({ low: networks, high }, figureCall());
    expect(statistics.map(({ n }) => n)).toEqual([17, 17, 17]);
    for (const { value } of statistics) expect(value).toBeLessThan(1e-10);
    // 10^11 paths of eleven weights of almost 0.05; the mean |w| is half of that.
    const low = values['low'] as { readonly meanBound: number; readonly gain: number };
    expect(low.meanBound / (10 ** 11 * 0.05 ** 11 * Math.max(...trainedDataset().train.x))).toBeCloseTo(1, 1);
    expect(low.gain).toBeCloseTo(0.25, 1);
  });

  it.each([figureEq96, figureGrowth])(
    '$id says so without networks, and stops when it is cancelled',
    async (figure) => {
      const none = await figure.evaluate({ networks: { ...networks, networks: [] } }, figureCall());
      expect(verdictOf(figure.rule, none, ALONE)).toMatchObject({ verdict: 'undecided' });
      expect(none.statistics[0]?.reasons?.['value']).toMatch(/no network/);
      const cancelled = figure.evaluate({ networks }, figureCall({ signal: AbortSignal.abort() }));
      await expect(cancelled).rejects.toMatchObject({ reason: 'cancelled' });
    },
  );
});

describe('the relative error', () => {
  it('is a share of the largest expected number', () => {
    expect(relativeError([1, 2.5], [1, 2])).toBe(0.25);
    expect(relativeError([0, 0], [0, 0])).toBe(0);
    expect(relativeError([1e-300, 0], [0, 0])).toBe(1);
    expect(relativeError([NaN], [1])).toBeNull();
  });

  it('is null where there is nothing to compare, and leaves out what is not finite', () => {
    const worst = new WorstError();
    expect(worst.statistic('error')).toMatchObject({
      value: null,
      n: 0,
      reasons: { value: expect.any(String) as string },
    });
    worst.add(3, [Infinity], [1]);
    worst.add(4, [1], [1]);
    expect(worst.statistic('error')).toMatchObject({ value: 0, n: 1 });
    expect(worst.skipped).toBe(1);
  });
});
