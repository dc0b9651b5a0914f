import { describe, expect, it } from 'vitest';
import { figureCoupling } from '../../../src/experiments/figureCoupling.js';
import { verdictOf } from '../../../src/experiments/verdict.js';
import { Random } from '../../../src/morphology/random.js';
import { denseLayers, parameterCount } from '../../../src/training/denseLayers.js';
import { uniform } from '../../../src/training/random.js';
import { ALL_OPTIONS, figureCall } from '../../support/figureCall.js';
import { expectDocument } from '../../support/figureDocuments.js';
import { trainedGroup } from '../../support/trainedNetworks.js';

const ALONE = { primaries: 10, pOfOthers: null };
const low = trainedGroup('low');
const large = { ...low, networks: low.networks.slice(0, 2) };
const smallGroup = figureCoupling.groups(ALL_OPTIONS)['small'] ?? expect.fail('no small networks');

/** Networks of the small group with weights that were drawn, not trained. */
function smallNetworks(count: number, hidden: readonly number[]) {
  const widths = [10, ...hidden, 1];
  return Array.from({ length: count }, (_, network) => {
    const random = new Random(network + 1);
    const parameters = Float32Array.from({ length: parameterCount(denseLayers(widths)) }, () => uniform(random, 1));
    const snapshot = { epoch: 0, loss: 1, score: 0, testScore: 0, parameters, live: [], embeddingDimension: [] };
    return {
      network,
      seed: network,
      status: 'finished' as const,
      widths,
      snapshots: [{ ...snapshot, growthRates: null }],
    };
  });
}

describe('the coupling of weights', () => {
  it('holds as sums over paths, and is N times as strong where weights are equal', async () => {
    const small = { group: smallGroup, networks: smallNetworks(3, smallGroup.settings.hidden) };
    const outcome = await figureCoupling.evaluate({ small, large }, figureCall());
    expect(outcome.statistics).toHaveLength(6);
    for (const { name, value, n } of outcome.statistics) {
      expect(value, name).toBeLessThan(1e-10);
      expect(n, name).toBe(3);
    }
    expect(verdictOf(figureCoupling.rule, outcome, ALONE).verdict).toBe('pass');
    expect(outcome.values['ratios']).toHaveLength(2);
    expectDocument(figureCoupling, outcome);
  });

  it('says that there is no network', async () => {
    const small = { group: smallGroup, networks: [] };
    const outcome = await figureCoupling.evaluate({ small, large: { ...large, networks: [] } }, figureCall());
    expect(verdictOf(figureCoupling.rule, outcome, ALONE).verdict).toBe('undecided');
    expectDocument(figureCoupling, outcome);
  });
});
