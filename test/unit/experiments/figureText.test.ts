import { describe, expect, it } from 'vitest';
import { figureText } from '../../../src/experiments/figureText.js';
import type { GroupResult } from '../../../src/experiments/networkGroup.js';
import { verdictOf } from '../../../src/experiments/verdict.js';
import { figureCall } from '../../support/figureCall.js';
import { reproductionGolden } from '../../support/reproductionGolden.js';
import { trainedGroup } from '../../support/trainedNetworks.js';

const [low, high] = [trainedGroup('low'), trainedGroup('high')];

async function judge(results: Readonly<Record<string, GroupResult>>, call = figureCall()) {
  const outcome = await figureText.evaluate(results, call);
  return { outcome, ...verdictOf(figureText.rule, outcome, { primaries: 10, pOfOthers: null }) };
}

describe('the counts in the text', () => {
  it('have the p-values that scipy finds', async () => {
    const { fisher } = reproductionGolden.scipy;
    const { outcome } = await judge({ low, high });
    const expected = ['accurateHigh', 'poorLow'].flatMap((other) =>
      ['p', 'r', 'accessible'].map((criterion) => fisher[`${other} ${criterion}`]?.p ?? NaN),
    );
    outcome.statistics.slice(0, 6).forEach(({ p }, k) => expect(p).toBeCloseTo(expected[k] ?? NaN, 9));
  });

  it('are undecided with as few networks as these, and named', async () => {
    const { verdict, outcome } = await judge({ low, high });
    expect(verdict).toBe('undecided');
    const named = (start: string) => outcome.statistics.filter(({ name }) => name.startsWith(start));
    expect(named('share of')).toHaveLength(6);
    for (const [start, value, n] of [
      ['accurate networks of low variance (the paper: 32 of 100)', 3, 24],
      ['accurate networks of high variance (the paper: 48 of 50)', 9, 12],
      ['poor networks of low variance (the paper: 19 of 100)', 7, 24],
    ] as const) {
      expect(named(start)).toMatchObject([{ value, n, p: null }]);
    }
    for (const [other, paper] of [
      ['accurateHigh', '0 of 48'],
      ['poorLow', '3 of 19'],
    ] as const) {
      const kind = other === 'poorLow' ? 'poor networks of low variance' : 'accurate networks of high variance';
      const counts = named(`${kind} that are structured`);
      const criteria = ['p', 'r', 'accessible'] as const;
      expect(counts.map(({ name }) => name.includes(paper))).toEqual([true, true, true]);
      criteria.forEach((criterion, k) => {
        const [, [having, of] = []] = reproductionGolden.scipy.fisher[`${other} ${criterion}`]?.counts ?? [];
        expect(counts[k], criterion).toMatchObject({ value: having, n: of });
      });
    }
  });

  it('say in words that a kind of network is missing', async () => {
    const { why } = await judge({ low: { ...low, networks: low.networks.slice(0, 1) }, high });
    expect(why).toContain('missing');
    expect((await judge({})).why).toContain('add it to the data sets');
  });

  it('come without p while networks are missing, and stop when they are cancelled', async () => {
    const { outcome } = await judge({ low, high }, figureCall({ preview: true }));
    expect(outcome.statistics.every(({ p }) => p === null)).toBe(true);
    const cancelled = figureCall({ signal: AbortSignal.abort() });
    await expect(figureText.evaluate({ low, high }, cancelled)).rejects.toMatchObject({ reason: 'cancelled' });
  });
});
