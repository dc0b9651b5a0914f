import { describe, expect, test } from 'vitest';
import type { Figure, FigureCall, FigureOutcome } from '../../../src/experiments/figure.js';
import { figure2b } from '../../../src/experiments/figure2b.js';
import { figure3b } from '../../../src/experiments/figure3b.js';
import { figure3c } from '../../../src/experiments/figure3c.js';
import { figureS2 } from '../../../src/experiments/figureS2.js';
import { verdictOf } from '../../../src/experiments/verdict.js';
import type { FigureStatistic } from '../../../src/protocol/figure.js';
import { documentJson } from '../../../src/report/json.js';
import { theoryGolden } from '../../support/theoryGolden.js';

const CONTEXT = { primaries: 10, pOfOthers: null };
const OPTIONS = { figures: [], datasets: [], networks: null, seed: 1, aboveMedian: true } as const;

function callOf(signal: AbortSignal, onPart: (part: FigureOutcome) => void = () => undefined): FigureCall {
  return {
    options: OPTIONS,
    preview: false,
    signal,
    show: onPart,
    progress: () => undefined,
    dataset: () => Promise.reject(new Error('A simulation needs no data.')),
  };
}

/** What a figure shows until it shows what was waited for; then it is stopped. */
async function shownUntil(figure: Figure, isEnough: (part: FigureOutcome) => boolean): Promise<FigureOutcome[]> {
  const stop = new AbortController();
  const parts: FigureOutcome[] = [];
  const onPart = (part: FigureOutcome): void => {
    if (stop.signal.aborted) return;
    parts.push(part);
    if (isEnough(part)) stop.abort();
  };
  await expect(figure.evaluate({}, callOf(stop.signal, onPart))).rejects.toMatchObject({ reason: 'cancelled' });
  return parts;
}

function statistic(part: FigureOutcome | undefined, name: string): FigureStatistic {
  return part?.statistics.find((one) => one.name === name) ?? expect.fail(`there is no ${name}`);
}

/** |found - numpy's| in standard errors of as many runs as were made. */
function sigmas(found: FigureStatistic, name: string, golden: (typeof theoryGolden)['interlayer'][number]): number {
  const index = golden.statistics.indexOf(name);
  const error = (golden.se[index] ?? NaN) * Math.sqrt(1 + golden.runs / (found.n ?? NaN));
  return Math.abs((found.value ?? NaN) - (golden.value[index] ?? NaN)) / error;
}

describe('Fig. 2b', () => {
  test('fills its histogram, agrees by the main choice, and is undecided as soon as a range of c disagrees', async () => {
    const parts = await shownUntil(figure2b, ({ alternatives }) => alternatives.length === 1);
    const simulated = parts.map(({ settings }) => settings['simulations']);
    expect(simulated).toEqual([250, 500, 750, 1000, 1000]);
    const [main, withOther] = parts.slice(-2);
    expect(main?.statistics[0]?.value).toBeGreaterThan(3);
    expect(statistic(main, 'largest difference of the fixed steps from the closed form').value).toBeLessThan(1e-6);
    // theory.md A4: 0.0327 of nodes in the upper half for U(0, 100) and this start.
    expect(statistic(main, 'share of nodes with r >= 0.5').value).toBeCloseTo(0.0322, 2);
    const judged = [main, withOther].map((part) => verdictOf(figure2b.rule, part ?? expect.fail(), CONTEXT));
    expect(judged.map(({ verdict }) => verdict)).toEqual(['agrees', 'undecided']);
    expect(judged[1]?.why).toContain('c ~ U(0, 1)');
    expect(() => documentJson({ parts })).not.toThrow();
  }, 120_000);
});

describe('Fig. 3c', () => {
  test('differs from a start that weights can have, and shows the start that none has beside', async () => {
    const parts = await shownUntil(figure3c, ({ notes }) => notes.length > 0);
    expect(parts.map(({ pictures }) => pictures.length)).toEqual([1, 2, 3]);
    const last = parts.at(-1);
    const simplex = theoryGolden.interlayer.find(
      ({ start, boundary }) => start === 'simplex' && boundary === 'periodic',
    );
    const raw = theoryGolden.interlayer.find(({ start, time }) => start === 'uniform' && time === 0.2);
    if (simplex === undefined || raw === undefined) throw new Error('There is no such golden case.');
    for (const lag of [1, 2]) {
      const main = statistic(last, `autocorrelation of R increments, lag ${lag}`);
      expect(sigmas(main, `amplitude ${lag}`, simplex)).toBeLessThan(4);
      // Independent layers: -1/2 and 0.
      expect(main.null?.mean).toBeCloseTo(lag === 1 ? -0.5 : 0, 1);
      expect(main.interval?.low).toBeLessThan(main.value ?? NaN);
      expect(main.interval?.high).toBeGreaterThan(main.value ?? NaN);
      const beside = statistic(last, `unreachable start, time 0.2: R increments, lag ${lag}`);
      expect(sigmas(beside, `amplitude ${lag}`, raw)).toBeLessThan(4);
    }
    const judged = verdictOf(figure3c.rule, last ?? expect.fail(), CONTEXT);
    expect(judged.verdict).toBe('differs');
    expect(last?.pictures.map(({ title }) => title)).toEqual([
      'Autocorrelation from a start that weights can have',
      'Autocorrelation from random weights',
      'Autocorrelation from a start no weights have, time 0.2',
    ]);
    expect(() => documentJson({ parts })).not.toThrow();
  }, 120_000);
});

describe('Fig. 3b', () => {
  test('draws one chain of 200 layers and its middle, from both starts', async () => {
    const parts = await shownUntil(figure3b, ({ pictures }) => pictures.length === 4);
    const last = parts.at(-1) ?? expect.fail();
    const lengths = last.pictures.map((picture) => {
      const [series] = picture.kind === 'chart' ? picture.series : [];
      return series?.kind === 'line' ? series.x.length : 0;
    });
    expect(lengths).toEqual([199, 40, 199, 40]);
    expect(verdictOf(figure3b.rule, last, CONTEXT).verdict).toBe('differs');
    // The pattern of the unreachable start: below the null at lag 1, above it at lag 2.
    expect(statistic(last, 'unreachable start: R increments, lag 1').value).toBeLessThan(-0.65);
    expect(statistic(last, 'unreachable start: R increments, lag 2').value).toBeGreaterThan(0.25);
  }, 120_000);
});

describe('Fig. S2', () => {
  test('holds tanh and its pieces, whose largest distance is 1 - tanh(1)', async () => {
    const outcome = await figureS2.evaluate({}, callOf(new AbortController().signal));
    expect(outcome.statistics[0]?.value).toBeCloseTo(1 - Math.tanh(1), 15);
    const [picture] = outcome.pictures;
    const series = picture?.kind === 'chart' ? picture.series : [];
    const [tanh, pieces] = series.map((one) => (one.kind === 'line' ? one.y.map(Number) : []));
    const farthest = Math.max(...(tanh ?? []).map((value, i) => Math.abs(value - (pieces?.[i] ?? NaN))));
    expect(farthest).toBeCloseTo(1 - Math.tanh(1), 12);
    expect(verdictOf(figureS2.rule, outcome, CONTEXT).verdict).toBeNull();
  });
});
