import { describe, expect, it } from 'vitest';
import { figureLargeMean } from '../../../src/experiments/figureLargeMean.js';
import type { GroupResult } from '../../../src/experiments/networkGroup.js';
import { verdictOf } from '../../../src/experiments/verdict.js';
import { figureCall } from '../../support/figureCall.js';
import { trainedGroup } from '../../support/trainedNetworks.js';

const [low, high] = [trainedGroup('low'), trainedGroup('high')];
const many: GroupResult = { ...high, networks: [...high.networks, ...high.networks] };

async function judge(results: Readonly<Record<string, GroupResult>>, call = figureCall()) {
  const outcome = await figureLargeMean.evaluate(results, call);
  return { outcome, ...verdictOf(figureLargeMean.rule, outcome, { primaries: 10, pOfOthers: null }) };
}

describe('a homogeneous start with a large mean', () => {
  it('agrees where r hardly rises, under both means', async () => {
    const { verdict, why } = await judge({ 'mean 0.2': many, 'mean 0.12': many });
    expect(why).toContain('in/out r, end minus start');
    expect(verdict).toBe('agrees');
  });

  it('differs where a channel forms, and is undecided where one mean says otherwise', async () => {
    expect((await judge({ 'mean 0.2': low, 'mean 0.12': low })).verdict).toBe('differs');
    const { verdict, why } = await judge({ 'mean 0.2': many, 'mean 0.12': low });
    expect(verdict).toBe('undecided');
    expect(why).toContain('a mean of 0.12');
  });
});
