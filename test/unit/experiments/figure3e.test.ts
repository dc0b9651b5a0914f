import { describe, expect, it } from 'vitest';
import { figure3e } from '../../../src/experiments/figure3e.js';
import { verdictOf } from '../../../src/experiments/verdict.js';
import { ensembleGolden } from '../../support/ensembleGolden.js';
import { figureCall } from '../../support/figureCall.js';
import { trainedGroup } from '../../support/trainedNetworks.js';
import { expectDocument } from '../../support/figureDocuments.js';

const clusters = trainedGroup('low');
const ALONE = { primaries: 10, pOfOthers: null };
const ALL_NETWORKS = { aboveMedian: false };
/** Once for several tests: it takes seconds on a busy machine. */
const evaluated = figure3e.evaluate({ clusters }, figureCall({}, ALL_NETWORKS));
const NAME = 'R increments, lag 1 (clusters)';

describe('figure 3e', () => {
  it('has the lags that numpy finds, with both nulls and words on the second', async () => {
    const outcome = await evaluated;
    const of = (name: string) => outcome.statistics.find((one) => one.name === name) ?? expect.fail(`no ${name}`);
    const last = ensembleGolden.marks.at(-1) ?? expect.fail('no marks');
    expect(outcome.statistics[0]?.name).toBe(NAME);
    for (const lag of [1, 2]) {
      const name = `R increments, lag ${lag} (clusters)`;
      const [r, mask] = [last.amplitude.r[lag - 1] ?? NaN, last.amplitude.liveMask[lag - 1] ?? NaN];
      expect(of(name)).toMatchObject({ n: 24, value: expect.closeTo(r, 9) as number });
      expect(of(name).p).toBeLessThan(0.02);
      expect(of(`${name}, minus the live-mask model's`).value).toBeCloseTo(r - mask, 9);
      expect(of(`entropy increments, lag ${lag} (clusters)`).value).toBeCloseTo(last.entropy.r[lag - 1] ?? NaN, 9);
    }
    const early = ensembleGolden.marks.find(({ epoch }) => epoch === 2);
    expect(of('R increments, lag 1, epoch 2 (clusters)').value).toBeCloseTo(early?.amplitude.r[0] ?? NaN, 9);
    expect(outcome.notes.join(' ')).not.toContain('geometry');
    expect(outcome.pictures).toHaveLength(3);
    expectDocument(figure3e, outcome);
  });

  it('says what is beyond geometry where there are networks enough to judge', async () => {
    const networks = [...clusters.networks, ...clusters.networks];
    const { notes } = await figure3e.evaluate({ clusters: { ...clusters, networks } }, figureCall({}, ALL_NETWORKS));
    expect(notes.join(' ')).toContain('the geometry of live nodes');
  });

  it('is undecided with few networks, and names the data set that was not trained', async () => {
    const { statistics } = await evaluated;
    expect(verdictOf(figure3e.rule, { statistics, alternatives: [] }, ALONE).why).toContain('California Housing');
    const both = statistics
      .filter(({ value }) => value !== null)
      .flatMap((one) => [one, { ...one, name: one.name.replace('clusters', 'California Housing') }]);
    const few = verdictOf(figure3e.rule, { statistics: both, alternatives: [] }, ALONE);
    expect(few).toMatchObject({
      verdict: 'undecided',
      why: expect.stringContaining('24 networks of the 40') as string,
    });
    const many = both.map((one) => ({ ...one, n: 75 }));
    // Lag 2 of these 24 networks may be either side of 0.
    expect(verdictOf(figure3e.rule, { statistics: many, alternatives: [] }, ALONE).why).toContain(NAME);
  });

  it('says in words what there is of no network and of one', async () => {
    const none = await figure3e.evaluate({ clusters: { ...clusters, networks: [] } }, figureCall());
    expect(none.statistics[0]).toMatchObject({ value: null, reasons: { value: expect.any(String) as string } });
    expectDocument(figure3e, none);
    const one = await figure3e.evaluate(
      { clusters: { ...clusters, networks: clusters.networks.slice(0, 1) } },
      figureCall({}, ALL_NETWORKS),
    );
    expect(one.statistics[0]).toMatchObject({ n: 1, p: null, null: null, interval: null });
    expectDocument(figure3e, one);
    expect(new Set(one.pictures.map(({ caption }) => caption))).toEqual(
      new Set(['Layers of one network: no band, as the standard error is over networks.']),
    );
  });

  it('gives the reason that no network is shown once', async () => {
    const outcome = await figure3e.evaluate(
      { clusters: { ...clusters, networks: clusters.networks.slice(0, 1) } },
      figureCall(),
    );
    const { why } = expectDocument(figure3e, outcome);
    expect(why.split('cannot have a test accuracy').length).toBe(2);
  });

  it('of a preview is cheap and has no p', async () => {
    const { statistics } = await figure3e.evaluate({ clusters }, figureCall({ preview: true }, ALL_NETWORKS));
    expect(statistics.every(({ p }) => p === null)).toBe(true);
  });
});
