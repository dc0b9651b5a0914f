import { describe, expect, it } from 'vitest';
import { amplitudeTerms } from '../../../src/experiments/amplitudeTerms.js';
import { figureEq4 } from '../../../src/experiments/figureEq4.js';
import { verdictOf } from '../../../src/experiments/verdict.js';
import { ensembleGolden } from '../../support/ensembleGolden.js';
import { figureCall } from '../../support/figureCall.js';
import { expectDocument } from '../../support/figureDocuments.js';
import { trainedGroup } from '../../support/trainedNetworks.js';

const networks = trainedGroup('low');
const ALONE = { primaries: 10, pOfOthers: null };

describe('the inhibition of Eq. 4', () => {
  it('promotes on real weights: it differs', async () => {
    const outcome = await figureEq4.evaluate({ networks }, figureCall({}, { aboveMedian: false }));
    expect(outcome.statistics[0]).toMatchObject({ value: 1, n: 24, interval: { low: 1, high: 1 } });
    expect(verdictOf(figureEq4.rule, outcome, ALONE).verdict).toBe('differs');
    const of = (name: string) => outcome.statistics.find((one) => one.name === name)?.value ?? NaN;
    expect(of('the term after training, C = D = 1')).toBeGreaterThan(0);
    expect(of('the term after training as expanded (Eqs. 179 to 182)')).toBeLessThan(0);
    expect(outcome.pictures).toHaveLength(2);
    expectDocument(figureEq4, outcome);
  });

  it('has the terms of layers worked out by hand', () => {
    // Four layers of two nodes behind two inputs, the last before the output: two count as neighbours, one in between.
    const matrix = (values: readonly number[], outputs = 2) => ({
      inputs: 2,
      outputs,
      values: Float64Array.from(values),
    });
    const even = matrix([1, 1, 1, 1]);
    // All weight enters node 0 and leaves node 0 as half of it: r = (1/2 * 1, 0) = (1/2, 0) in layer 2.
    const terms = amplitudeTerms([even, matrix([1, 0, 1, 0]), even, even, matrix([1, 1], 1)]);
    // Layer 1: in (1/2, 1/2), out (1/2, 1/2), S = 1. Layer 2: in (1, 0), out (1/2, 1/2), R = 1/2, S = sqrt(1/2). Layer 3: S = 1.
    const term = 0.5 * (1 - Math.SQRT1_2) * (1 + 1);
    expect(terms?.exact).toBeCloseTo(term, 12);
    expect(terms?.rootSum).toBeCloseTo(Math.SQRT1_2, 12);
    expect(terms?.sign).toBe(1);
    // N R = 1 in all three: the expansion has no inhibition to offer.
    expect(terms?.expanded).toBeCloseTo(0, 12);
    expect(amplitudeTerms([even, even, even, even, matrix([1, 1], 1)])?.sign).toBe(0);
    expect(amplitudeTerms([even, matrix([0, 0, 0, 0]), even, even, matrix([1, 1], 1)])).toBeNull();
    expect(amplitudeTerms([even, even, matrix([1, 1], 1)])).toBeNull();
  });

  it('has the S that numpy finds, of all layers but the ends', async () => {
    const outcome = await figureEq4.evaluate({ networks }, figureCall({}, { aboveMedian: false }));
    for (const { epoch, meanRootSum } of ensembleGolden.marks) {
      const found = outcome.statistics.find(({ name }) => name === `S, epoch ${epoch}`)?.value ?? NaN;
      expect(found).toBeLessThanOrEqual(1);
      expect(Math.abs(found - meanRootSum)).toBeLessThan(0.01);
    }
  });

  it('says that there is no network', async () => {
    const outcome = await figureEq4.evaluate({ networks: { ...networks, networks: [] } }, figureCall());
    expect(verdictOf(figureEq4.rule, outcome, ALONE)).toMatchObject({ verdict: 'undecided' });
    expectDocument(figureEq4, outcome);
  });
});
