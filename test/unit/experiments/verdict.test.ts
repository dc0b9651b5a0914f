import { describe, expect, it } from 'vitest';
import { adjustedP } from '../../../src/experiments/holm.js';
import { figures } from '../../../src/experiments/registry.js';
import { isPrimary, primaryP, readingsOf, verdictOf } from '../../../src/experiments/verdict.js';
import type { Condition, VerdictRule } from '../../../src/experiments/verdictRule.js';
import type { FigureStatistic } from '../../../src/protocol/figure.js';

const ALONE = { primaries: 10, pOfOthers: null };
const NULL_MEAN = 2;

function statistic(name: string, fields: Partial<FigureStatistic> = {}): FigureStatistic {
  return { name, value: 0, p: null, n: 1000, null: null, interval: null, ...fields };
}

type Effect = Extract<VerdictRule, { kind: 'effect' }>;
type Direction = Extract<VerdictRule, { kind: 'direction' }>;

/** A statistic whose value and interval lie this far on the claimed side of a condition's bound. */
function beyond(
  { statistic: name, relativeTo, relation, bound }: Condition,
  distance: number,
  p: number,
): FigureStatistic {
  const at = relativeTo === 'zero' ? bound : relativeTo === 'null' ? NULL_MEAN + bound : NULL_MEAN * bound;
  const value = at + distance * (relation === 'at least' || relation === 'above' ? 1 : -1);
  return statistic(name, {
    value,
    p,
    null: relativeTo === 'zero' ? null : { name: 'null', mean: NULL_MEAN, sd: 0.1 },
    interval: { low: value - 0.5, high: value + 0.5 },
  });
}

/** Three inputs for any rule of an effect: far beyond every bound; far on the other side; beyond, but as chance would have it. */
function effectInputs(rule: Effect) {
  const all = (distance: number, p: number) => rule.conditions.map((condition) => beyond(condition, distance, p));
  return { agrees: all(1, 1e-6), differs: all(-1, 1e-6), undecided: all(rule.needsP ? 1 : -0.1, 0.5) };
}

function directionInputs({ statistics, level }: Direction) {
  const all = (value: number, p: number) => statistics.map((name) => statistic(name, { value, p }));
  const mixed = statistics.map((name, i) => statistic(name, { value: i === 0 ? 1 : -1, p: level / 10 }));
  return { agrees: all(1, level / 10), differs: all(-1, level / 10), undecided: mixed };
}

const judge = (rule: VerdictRule, statistics: readonly FigureStatistic[]) =>
  verdictOf(rule, { statistics, alternatives: [] }, ALONE).verdict;

describe('the rule of every registered figure', () => {
  it('gives agrees, differs and undecided for three inputs of its own', () => {
    for (const { id, rule } of figures) {
      if (rule.kind !== 'effect' && rule.kind !== 'direction') continue;
      const inputs = rule.kind === 'effect' ? effectInputs(rule) : directionInputs(rule);
      const other = rule.kind === 'effect' && !rule.canDiffer ? 'undecided' : 'differs';
      expect(judge(rule, inputs.agrees), id).toBe('agrees');
      expect(judge(rule, inputs.differs), id).toBe(other);
      expect(judge(rule, inputs.undecided), id).toBe('undecided');
    }
  });

  it('decides nothing with too few networks, or without one of its statistics', () => {
    for (const { id, rule } of figures) {
      if (rule.kind !== 'effect' && rule.kind !== 'direction') continue;
      const { agrees } = rule.kind === 'effect' ? effectInputs(rule) : directionInputs(rule);
      const few = agrees.map((one) => ({ ...one, n: rule.leastNetworks - 1 }));
      if (rule.leastNetworks > 0) expect(judge(rule, few), id).toBe('undecided');
      expect(judge(rule, agrees.slice(1)), id).toBe('undecided');
    }
  });

  it('passes or fails an identity', () => {
    for (const { id, rule } of figures) {
      if (rule.kind !== 'identity') continue;
      expect(judge(rule, [statistic('error', { value: rule.tolerance / 2 })]), id).toBe('pass');
      expect(judge(rule, [statistic('error', { value: rule.tolerance * 2 })]), id).toBe('fail');
    }
  });
});

const RULE: Effect = {
  kind: 'effect',
  leastNetworks: 20,
  needsP: true,
  canDiffer: true,
  conditions: [
    { statistic: 'lag 1', relativeTo: 'null', relation: 'at most', bound: -0.1 },
    { statistic: 'lag 2', relativeTo: 'zero', relation: 'above', bound: 0 },
  ],
};
const LAG_1 = statistic('lag 1', {
  value: -0.74,
  p: 0.0005,
  n: 75,
  null: { name: 'values permuted', mean: -0.5, sd: 0.02 },
  interval: { low: -0.8, high: -0.68 },
});
const LAG_2 = statistic('lag 2', { value: 0.34, p: 0.001, n: 75, interval: { low: 0.25, high: 0.42 } });

describe('verdictOf', () => {
  const of = (statistics: readonly FigureStatistic[], context = ALONE) =>
    verdictOf(RULE, { statistics, alternatives: [] }, context);

  it('agrees, with the numbers, their bound and the corrected p', () => {
    expect(of([LAG_1, LAG_2])).toEqual({
      verdict: 'agrees',
      decidedBy: 'lag 1',
      why: "“lag 1” is -0.74 (99 % interval -0.8 to -0.68): at most -0.6 (the null's -0.5 less 0.1), as the claim needs. “lag 2” is 0.34 (99 % interval 0.25 to 0.42): above 0, as the claim needs. Chance seldom does as much: p = 0.005 after the correction for 10 figures (p = 0.0005 alone).",
    });
  });

  it('differs where one interval lies wholly on the other side, whatever the p', () => {
    const judged = of([LAG_1, { ...LAG_2, value: -0.2, interval: { low: -0.3, high: -0.1 } }]);
    expect(judged).toMatchObject({ verdict: 'differs', decidedBy: 'lag 2' });
    expect(judged.why).toBe(
      "“lag 2” is -0.2 (99 % interval -0.3 to -0.1), wholly on the other side; the claim needs above 0. “lag 1” is -0.74 (99 % interval -0.8 to -0.68): at most -0.6 (the null's -0.5 less 0.1), as the claim needs.",
    );
  });

  it("says so where the effect is there in the claim's direction, but too small", () => {
    const judged = of([{ ...LAG_1, value: -0.55, interval: { low: -0.58, high: -0.52 } }, LAG_2]);
    expect(judged).toMatchObject({ verdict: 'differs', decidedBy: 'lag 1' });
    expect(judged.why).toContain(
      "“lag 1” is -0.55 (99 % interval -0.58 to -0.52), in the claim's direction but wholly short of its least size: it needs at most -0.6",
    );
  });

  it('calls no effect too small that is the opposite of the claim', () => {
    const condition: Condition = { statistic: 'rise', relativeTo: 'zero', relation: 'below', bound: 0.3 };
    const rise = statistic('rise', { value: 0.6, p: 0.001, interval: { low: 0.5, high: 0.7 } });
    const judged = verdictOf({ ...RULE, conditions: [condition] }, { statistics: [rise], alternatives: [] }, ALONE);
    expect(judged.why).toBe(
      '“rise” is 0.6 (99 % interval 0.5 to 0.7), wholly on the other side; the claim needs below 0.3.',
    );
  });

  it('is undecided where the interval reaches the bound, and where a p is gone, in words', () => {
    expect(of([LAG_1, { ...LAG_2, value: -0.02, interval: { low: -0.1, high: 0.05 } }]).why).toBe(
      '“lag 2” is -0.02 (99 % interval -0.1 to 0.05); the claim needs above 0.',
    );
    expect(of([{ ...LAG_1, p: 0.006 }, LAG_2]).verdict).toBe('undecided');
    expect(of([{ ...LAG_1, p: null }, LAG_2]).why).toContain('no p-value');
    expect(of([{ ...LAG_1, null: null }, LAG_2]).verdict).toBe('undecided');
  });

  it('names the number of networks that is too small, and what a missing value needs', () => {
    expect(of([LAG_1, { ...LAG_2, n: 3 }]).why).toBe(
      '“lag 2” has 3 networks of the 20 that a verdict takes: ask for more networks.',
    );
    const reasons = { value: 'No network was trained on MNIST: add it to the data sets for a verdict.' };
    expect(of([LAG_1, { ...LAG_2, value: null, reasons }])).toMatchObject({ why: reasons.value, decidedBy: 'lag 1' });
    // Of another data set than the first, where only that one was chosen.
    expect(of([{ ...LAG_1, value: null, reasons }, LAG_2])).toMatchObject({ why: reasons.value, decidedBy: 'lag 2' });
    expect(of([LAG_1]).why).toContain('choose the data set it is of');
  });

  it('names the open choice that another verdict hangs on', () => {
    const outcome = {
      statistics: [LAG_1, LAG_2],
      alternatives: [
        { choice: 'free ends', statistics: [LAG_1] },
        { choice: 'clamped ends', statistics: [{ ...LAG_1, p: 0.5 }] },
      ],
    };
    const judged = verdictOf(RULE, outcome, ALONE);
    expect(judged.verdict).toBe('undecided');
    expect(judged.why).toContain('with clamped ends (undecided)');
    expect(readingsOf(RULE, outcome, ALONE)).toEqual([
      { choice: 'free ends', statistics: [LAG_1], verdict: 'agrees' },
      { choice: 'clamped ends', statistics: [{ ...LAG_1, p: 0.5 }], verdict: 'undecided' },
    ]);
  });

  it('counts comparisons in two sentences, and names the least sure', () => {
    const two: VerdictRule = { kind: 'direction', leastNetworks: 20, level: 0.01, statistics: ['lag 1', 'lag 2'] };
    const of = (...values: readonly [value: number, p: number][]) =>
      verdictOf(
        two,
        {
          statistics: [LAG_1, LAG_2].map((one, k) => ({
            ...one,
            value: values[k]?.[0] ?? null,
            p: values[k]?.[1] ?? null,
          })),
          alternatives: [],
        },
        ALONE,
      );
    expect(of([0.5, 0.001], [0.2, 0.17])).toEqual({
      verdict: 'undecided',
      why: 'A verdict takes one direction with p < 0.01 in all 2 comparisons: 1 have the claimed one and 0 the opposite one. The least sure is “lag 2”: 0.2, p = 0.17.',
      decidedBy: 'lag 2',
    });
    expect(of([0.5, 0.002], [0.2, 0.001])).toMatchObject({
      verdict: 'agrees',
      why: 'With p < 0.01, all 2 comparisons have the claimed direction. The least sure is “lag 1”: 0.5, p = 0.002.',
    });
    expect(of([-0.5, 0.002], [-0.2, 0.001]).verdict).toBe('differs');
    expect(of([-0.5, 0.002], [0.2, 0.001]).verdict).toBe('undecided');
  });

  it('asks the p of every part of a claim in several parts', () => {
    const every: VerdictRule = { ...RULE, everyP: true };
    expect(primaryP(every, { statistics: [LAG_1, LAG_2] })).toBe(0.001);
    expect(primaryP(RULE, { statistics: [LAG_1, LAG_2] })).toBe(0.0005);
    expect(primaryP(every, { statistics: [LAG_1, { ...LAG_2, p: null }] })).toBeNull();
    expect(primaryP({ ...RULE, needsP: false }, { statistics: [LAG_1] })).toBeNull();
    expect([isPrimary(RULE), isPrimary({ ...RULE, needsP: false })]).toEqual([true, false]);
  });

  it('says nothing of an identity without networks', () => {
    const none = verdictOf({ kind: 'identity', tolerance: 1e-9 }, { statistics: [], alternatives: [] }, ALONE);
    expect(none.verdict).toBe('undecided');
  });

  it('has no verdict where the rule has none', () => {
    expect(verdictOf({ kind: 'none', why: 'A picture.' }, { statistics: [], alternatives: [] }, ALONE)).toEqual({
      verdict: null,
      why: 'A picture.',
      decidedBy: null,
    });
  });
});

describe('adjustedP', () => {
  // R: p.adjust(c(.01, .02, .03, .04, .005), "holm") = .04 .06 .06 .06 .025
  const all = [0.01, 0.02, 0.03, 0.04, 0.005];
  it.each([
    [0, 0.04],
    [1, 0.06],
    [2, 0.06],
    [3, 0.06],
    [4, 0.025],
  ])('p number %i is adjusted as in R', (index, expected) => {
    const pOfOthers = all.filter((_, i) => i !== index);
    expect(adjustedP(all[index] ?? NaN, { primaries: 5, pOfOthers })).toBeCloseTo(expected, 12);
  });

  it('counts those without a p, and multiplies where a figure is run alone', () => {
    expect(adjustedP(0.01, { primaries: 4, pOfOthers: [] })).toBeCloseTo(0.04, 12);
    expect(adjustedP(0.01, { primaries: 4, pOfOthers: null })).toBeCloseTo(0.04, 12);
    expect(adjustedP(0.5, { primaries: 4, pOfOthers: null })).toBe(1);
  });
});
