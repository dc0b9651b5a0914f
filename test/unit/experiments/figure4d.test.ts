import { describe, expect, it } from 'vitest';
import { figure4d } from '../../../src/experiments/figure4d.js';
import { verdictOf } from '../../../src/experiments/verdict.js';
import { ensembleGolden } from '../../support/ensembleGolden.js';
import { figureCall } from '../../support/figureCall.js';
import { expectDocument } from '../../support/figureDocuments.js';
import { trainedGroup } from '../../support/trainedNetworks.js';

const low = trainedGroup('low');
const ALONE = { primaries: 10, pOfOthers: null };
const ALL_NETWORKS = { aboveMedian: false };
const NAME = 'r of increments of embedding dimension and amplitude (clusters)';
const golden = ensembleGolden.marks.at(-1)?.embedding ?? expect.fail('no marks');

describe('figure 4d', () => {
  it('has the correlations that numpy finds, and agrees on networks that do', async () => {
    const results = { clusters: low, 'california-housing': low };
    const outcome = await figure4d.evaluate(results, figureCall({}, ALL_NETWORKS));
    const of = (name: string) => outcome.statistics.find((one) => one.name === name) ?? expect.fail(`no ${name}`);
    expect(outcome.statistics[0]).toMatchObject({ name: NAME, n: 24, p: 1 / 1001 });
    expect(of(NAME).value).toBeCloseTo(golden.increments, 9);
    // The error of 1000 and 4000 permutations.
    expect(Math.abs((of(NAME).null?.mean ?? NaN) - golden.permutedMean)).toBeLessThan(0.2 * golden.permutedSd);
    expect(Math.abs((of(NAME).null?.sd ?? NaN) / golden.permutedSd - 1)).toBeLessThan(0.2);
    expect(of(`${NAME}, live nodes held fixed`).value).toBeCloseTo(golden.partial, 9);
    expect(of('r of increments of embedding dimension and live nodes (clusters)').value).toBeCloseTo(
      golden.liveIncrements,
      9,
    );
    expect(of('r of embedding dimension and entropy (clusters)').value).toBeCloseTo(golden.entropyLevels, 9);
    const { low: from = NaN, high: to = NaN } = of(NAME).interval ?? {};
    expect([from < golden.increments, golden.increments < to, to < -0.3]).toEqual([true, true, true]);
    expect(verdictOf(figure4d.rule, outcome, ALONE).verdict).toBe('agrees');
    expect(outcome.pictures.map(({ title }) => title).slice(0, 2)).toEqual([
      `Increments, clusters: r = ${golden.increments.toFixed(2)}, p < 0.001 (n = 24)`,
      `Layers, as in version 1, clusters: r = ${golden.entropyLevels.toFixed(2)} (n = 24)`,
    ]);
    expect(outcome.pictures).toHaveLength(4);
    expectDocument(figure4d, outcome);
  });

  it('says in words what there is of no network, of one and of layers that are all alike', async () => {
    const evaluate = (networks: typeof low.networks) =>
      figure4d.evaluate({ clusters: { ...low, networks } }, figureCall({}, ALL_NETWORKS));
    const none = await evaluate([]);
    expect(none.statistics[0]?.reasons?.['value']).toContain('clusters');
    const one = await evaluate(low.networks.slice(0, 1));
    expect(one.statistics[0]).toMatchObject({ n: 1, p: null, null: null, interval: null });
    const alike = await evaluate(
      low.networks.map((network) => ({
        ...network,
        snapshots: network.snapshots.map((snapshot) => ({
          ...snapshot,
          embeddingDimension: snapshot.embeddingDimension.map(() => 10),
        })),
      })),
    );
    expect(alike.statistics[0]).toMatchObject({ value: null, n: 24, p: null });
    for (const outcome of [none, one, alike]) {
      expectDocument(figure4d, outcome);
      expect(verdictOf(figure4d.rule, outcome, ALONE).verdict).toBe('undecided');
    }
  });
});
