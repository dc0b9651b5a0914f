import { describe, expect, it } from 'vitest';
import { figure2f } from '../../../src/experiments/figure2f.js';
import { verdictOf } from '../../../src/experiments/verdict.js';
import { figureCall } from '../../support/figureCall.js';
import { reproductionGolden } from '../../support/reproductionGolden.js';
import { trainedGroup } from '../../support/trainedNetworks.js';

const [low, high] = [trainedGroup('low'), trainedGroup('high')];
const everything = figureCall({}, { aboveMedian: false });
const judge = async (results: Parameters<typeof figure2f.evaluate>[0], call = everything) => {
  const outcome = await figure2f.evaluate(results, call);
  return { outcome, ...verdictOf(figure2f.rule, outcome, { primaries: 10, pOfOthers: null }) };
};

describe('figure 2f', () => {
  it('has the numbers that numpy finds', async () => {
    const { accessible, shuffled } = reproductionGolden.exact.low;
    const { outcome } = await judge({ clusters: low });
    const mean = (layers: readonly (readonly number[])[]) => layers.flat().reduce((sum, nodes) => sum + nodes, 0) / 240;
    for (const threshold of ['mean', 'median'] as const) {
      const valueOf = (name: string) => outcome.statistics.find((one) => one.name === name)?.value ?? NaN;
      const [start, end] = [mean(accessible[threshold].start), mean(accessible[threshold].end)];
      const of = `${threshold} threshold, clusters`;
      expect(valueOf(`accessible nodes a layer, before training (${of})`)).toBeCloseTo(start, 9);
      expect(valueOf(`accessible nodes a layer, after training (${of})`)).toBeCloseTo(end, 9);
      const drop = valueOf(`accessible nodes a layer, trained minus entry-shuffled, ${threshold} threshold (clusters)`);
      expect(Math.abs(drop - (end - mean(shuffled[threshold])))).toBeLessThan(0.05);
    }
  });

  it('agrees with networks of small initial weights', async () => {
    const { verdict, why } = await judge({ clusters: low, 'california-housing': low });
    expect(why).toContain('trained minus entry-shuffled, mean threshold (clusters)');
    expect(verdict).toBe('agrees');
  });

  it('differs with networks of large initial weights, were there enough of them', async () => {
    const many = { ...high, networks: [...high.networks, ...high.networks] };
    expect((await judge({ clusters: many, 'california-housing': low })).verdict).toBe('differs');
    expect((await judge({ clusters: high, 'california-housing': low })).why).toContain('12 networks of the 20');
  });

  it('is undecided where MNIST was trained and contradicts', async () => {
    const many = { ...high, networks: [...high.networks, ...high.networks] };
    const { verdict, why } = await judge({ clusters: low, 'california-housing': low, mnist: many });
    expect(verdict).toBe('undecided');
    expect(why).toContain('MNIST');
  });

  it('draws before, after and the null, and names the end that layers are counted from', async () => {
    const { outcome } = await judge({ clusters: low }, figureCall({ preview: true }, { aboveMedian: false }));
    const [chart] = outcome.pictures;
    if (chart?.kind !== 'chart') return expect.fail('there is a chart');
    expect(chart.series.map(({ label }) => label)).toEqual([
      'before training',
      'trained, entries shuffled',
      'after training',
    ]);
    expect(chart.x.label).toContain('from the input');
    expect(outcome.statistics[0]?.p).toBeNull();
  });

  it('says so where nothing was trained yet', async () => {
    const none = { ...low, networks: [] };
    const { verdict, outcome } = await judge({ clusters: none, 'california-housing': none });
    expect(verdict).toBe('undecided');
    expect(outcome.pictures).toEqual([]);
  });
});
