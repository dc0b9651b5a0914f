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
    outcome.statistics.forEach(({ p }, k) => expect(p).toBeCloseTo(expected[k] ?? NaN, 9));
  });

  it('are undecided with as few networks as these, and named', async () => {
    const { verdict, outcome } = await judge({ low, high });
    expect(verdict).toBe('undecided');
    expect(outcome.statistics).toHaveLength(6);
    expect(outcome.notes[0]).toBe(
      'Of 24 networks of low variance 3 are accurate and 7 poor, of 12 of high variance 9 are accurate.',
    );
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
