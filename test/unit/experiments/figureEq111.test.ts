import { describe, expect, it } from 'vitest';
import { figureEq111 } from '../../../src/experiments/figureEq111.js';
import { ensembleGolden } from '../../support/ensembleGolden.js';
import { ALL_OPTIONS, figureCall } from '../../support/figureCall.js';
import { expectDocument } from '../../support/figureDocuments.js';
import { trainedGroup } from '../../support/trainedNetworks.js';

const low = trainedGroup('low');
/** As if every second live node of the one half of the networks shrank, and none of the other's. */
const networks = low.networks.map((network, index) => ({
  ...network,
  snapshots: network.snapshots.map((snapshot) => ({
    ...snapshot,
    growthRates: { negative: index < 12 ? 25 : 0, live: 50 },
  })),
}));

describe('the signs of growth rates', () => {
  it('are shares of live nodes, averaged over networks with their interval', async () => {
    const outcome = await figureEq111.evaluate({ clusters: { ...low, networks } }, figureCall());
    const of = (name: string) => outcome.statistics.find((one) => one.name === name) ?? expect.fail(`no ${name}`);
    for (const { epoch, meanWeight } of ensembleGolden.marks) {
      const share = of(`share of c < 0 among live nodes, epoch ${epoch} (clusters)`);
      expect(share).toMatchObject({ value: 0.25, n: 24, p: null });
      // The mean of 24 that are 0 or 1/2: 2.58 standard errors of 0.051, within the error of 2000 resamples.
      expect(share.interval?.low).toBeGreaterThan(0.08);
      expect(share.interval?.low).toBeLessThan(0.17);
      expect(of(`mean |w|, epoch ${epoch} (clusters)`).value).toBeCloseTo(meanWeight, 9);
    }
    expect(outcome.pictures).toHaveLength(2);
    expectDocument(figureEq111, outcome);
  });

  it('are asked of few networks only, and of no data set that was not chosen', async () => {
    const groups = figureEq111.groups({ ...ALL_OPTIONS, datasets: ['clusters', 'mnist'] });
    expect(Object.keys(groups)).toEqual(['clusters']);
    expect(groups['clusters']).toMatchObject({ networks: 30, growthRates: true });
    expect(figureEq111.groups({ ...ALL_OPTIONS, datasets: ['mnist'] })).toEqual({});
    expect((await figureEq111.evaluate({}, figureCall())).notes.join(' ')).toContain('choose one of these data sets');
    expect(figureEq111.groups({ ...ALL_OPTIONS, networks: 4 })['clusters']?.networks).toBe(4);
  });

  it('leave out networks without a live node, and say that there is none', async () => {
    const dead = networks.map((network) => ({
      ...network,
      snapshots: network.snapshots.map((snapshot) => ({ ...snapshot, growthRates: { negative: 0, live: 0 } })),
    }));
    for (const some of [dead, []]) {
      const outcome = await figureEq111.evaluate({ clusters: { ...low, networks: some } }, figureCall());
      expect(outcome.statistics[0]).toMatchObject({ value: null, reasons: { value: expect.any(String) as string } });
      expectDocument(figureEq111, outcome);
    }
  });
});
