import { describe, expect, it } from 'vitest';
import { figure2d } from '../../../src/experiments/figure2d.js';
import { figure3d } from '../../../src/experiments/figure3d.js';
import { networkMatrices, nodeFractions } from '../../../src/experiments/statistics/networkMatrices.js';
import type { NetworkSnapshots, Picture } from '../../../src/protocol/figure.js';
import { figureCall } from '../../support/figureCall.js';
import { expectDocument } from '../../support/figureDocuments.js';
import { trainedGroup } from '../../support/trainedNetworks.js';

const networks = trainedGroup('low');

function snapshotsOf(pictures: readonly Picture[]): NetworkSnapshots {
  const [picture] = pictures;
  return picture?.kind === 'networks' ? picture : expect.fail('no snapshots');
}

describe('figures 2d and 3d', () => {
  it('draw the first network above the median at the epochs there are', async () => {
    const outcome = await figure2d.evaluate({ networks }, figureCall());
    const scores = networks.networks.map(({ snapshots }) => snapshots.at(-1)?.testScore ?? NaN);
    const ascending = scores.toSorted((a, b) => a - b);
    const median = ((ascending[11] ?? NaN) + (ascending[12] ?? NaN)) / 2;
    expect(outcome.settings['network']).toBe(scores.findIndex((score) => score > median));
    const { snapshots, caption } = snapshotsOf(outcome.pictures);
    // The fixture has no epoch 3.
    expect(snapshots.map(({ label }) => label)).toEqual(['epoch 0', 'epoch 1', 'epoch 2', 'epoch 5', 'epoch 10']);
    expect(caption).toContain(`Network ${Number(outcome.settings['network'])} of the clusters`);
    expectDocument(figure2d, outcome);
    const late = await figure3d.evaluate({ networks }, figureCall());
    expect(snapshotsOf(late.pictures).snapshots.map(({ label }) => label)).toEqual(['epoch 20', 'epoch 80, the last']);
    expect(snapshotsOf(late.pictures).order).toEqual(snapshotsOf(outcome.pictures).order);
    expectDocument(figure3d, late);
  });

  it('order nodes by their connectivity after training, and draw every weight as it is', async () => {
    const outcome = await figure3d.evaluate({ networks }, figureCall());
    const { snapshots, order } = snapshotsOf(outcome.pictures);
    const network = networks.networks[Number(outcome.settings['network'])] ?? expect.fail('no network');
    const parameters = network.snapshots.at(-1)?.parameters ?? new Float32Array();
    nodeFractions(networkMatrices(network.widths, parameters)).forEach((layer, k) => {
      const r = (node: number) => (layer?.inFraction[node] ?? NaN) * (layer?.outFraction[node] ?? NaN);
      const values = (order[0]?.[k + 1] ?? []).map(r);
      expect(values).toEqual(values.toSorted((a, b) => b - a));
      expect(snapshots.at(-1)?.connectivity[0]?.[k + 1]?.[3]).toBe(r(3));
    });
    const { from = [], to = [], value = [], mean } = snapshots.at(-1)?.segments[0]?.matrices[1] ?? {};
    expect(value).toHaveLength(100);
    value.forEach((w, edge) => {
      // The second matrix follows the first one's 100 weights and 10 biases.
      expect(w).toBe(parameters[110 + (from[edge] ?? 0) * 10 + (to[edge] ?? 0)]);
    });
    expect(mean).toBeCloseTo(value.reduce((sum, w) => sum + Math.abs(w), 0) / 100, 12);
  });

  it('say in words that there is no network', async () => {
    const outcome = await figure2d.evaluate({ networks: { ...networks, networks: [] } }, figureCall());
    expect(outcome.pictures).toEqual([]);
    expect(outcome.notes.join(' ')).toMatch(/no trained network/);
    expectDocument(figure2d, outcome);
  });
});
