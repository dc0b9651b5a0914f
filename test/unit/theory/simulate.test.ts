import { describe, expect, test } from 'vitest';
import {
  SIMULATION_DEFAULTS,
  type InterlayerSimulation,
  type IntralayerSimulation,
  type SimulationSettings,
} from '../../../src/protocol/simulation.js';
import { documentJson } from '../../../src/report/json.js';
import { bimodality, histogram, modeOverValley } from '../../../src/theory/intralayerStatistics.js';
import { runIntralayer, emptyIntralayerRuns } from '../../../src/theory/runIntralayer.js';
import { simulate } from '../../../src/theory/simulate.js';
import { theoryGolden, type SimulatedGolden } from '../../support/theoryGolden.js';

const { intralayer, interlayer } = SIMULATION_DEFAULTS;
/** With a fixed seed this is no chance of failing, but the width of what is accepted. */
const SIGMAS = 4;

async function simulated<K extends SimulationSettings['kind']>(
  kind: K,
  settings: Partial<SimulationSettings> = {},
): Promise<K extends 'intralayer' ? IntralayerSimulation : InterlayerSimulation> {
  const document = await simulate({ ...SIMULATION_DEFAULTS[kind], ...settings }, { progress: () => undefined });
  return document as K extends 'intralayer' ? IntralayerSimulation : InterlayerSimulation;
}

/** Each statistic is within the sampling error of as many runs as we made, and of numpy's. */
function expectWithin(
  got: readonly (number | null)[],
  { statistics, value, se, runs }: SimulatedGolden,
  ours: number,
): void {
  statistics.forEach((name, index) => {
    const error = (se[index] ?? 0) * Math.sqrt(1 + runs / ours);
    const distance = Math.abs((got[index] ?? NaN) - (value[index] ?? NaN));
    // A share that is 0 in all runs there may be a few nodes here.
    expect({
      name,
      is: distance <= SIGMAS * error + 1e-4 ? 'near' : `${got[index]} not ${value[index]} ± ${error}`,
    }).toEqual({
      name,
      is: 'near',
    });
  });
}

describe('a layer (Eq. 3)', () => {
  test.each(theoryGolden.intralayer.map((golden) => [golden.start, golden.c, golden] as const))(
    'from a start %s with constants up to %d ends as numpy says, and as the closed form does',
    async (r0, c, golden) => {
      const got = await simulated('intralayer', { r0, c, runs: 200 });
      expectWithin([got.upperModeShare, got.lowerModeShare, got.bimodality], golden, got.runs);
      expect(got.closedFormError).toBeLessThan(1e-5);
      expect(got.reachable.possible).toBe(r0 !== 'uniform');
      // Too steep for the paper's 250 steps: taken in shorter ones.
      expect(got.adaptiveRuns > 0).toBe(r0 === 'uniform' && c === 100);
      expect(got.histogram.counts.reduce((sum, count) => sum + count, 0)).toBe(20 * 200);
    },
  );

  test('is the same for the same seed, another for another, and longer ones begin alike', async () => {
    const small = { ...intralayer, runs: 30 };
    const [a, b, other] = [
      emptyIntralayerRuns(small),
      emptyIntralayerRuns({ ...small, runs: 40 }),
      emptyIntralayerRuns(small),
    ];
    const call = { signal: undefined, onRun: () => undefined };
    await runIntralayer(small, a, call);
    await runIntralayer({ ...small, runs: 40 }, b, call);
    await runIntralayer({ ...small, seed: 2 }, other, call);
    expect(b.connectivities.subarray(0, a.connectivities.length)).toEqual(a.connectivities);
    expect(other.connectivities).not.toEqual(a.connectivities);
    expect(documentJson(await simulated('intralayer', { runs: 20 }))).toBe(
      documentJson(await simulated('intralayer', { runs: 20 })),
    );
  });

  test('has a histogram, a bimodality and an upper mode that are told apart by hand', () => {
    expect(histogram([0, 0.04, 0.05, 0.5, 0.97, 1, 1 + 1e-16]).counts).toEqual([
      2,
      1,
      ...Array<number>(7).fill(0),
      0,
      1,
      ...Array<number>(8).fill(0),
      3,
    ]);
    // Two equal points: skewness 0, kurtosis 1.
    expect(bimodality([0, 0, 1, 1])).toBeCloseTo(1, 12);
    expect(bimodality([0.3, 0.3])).toBeNull();
    const uniform = Array.from({ length: 10_000 }, (_, i) => i / 10_000);
    expect(bimodality(uniform)).toBeCloseTo(5 / 9, 4);
    expect(modeOverValley([900, 3, 2, ...Array<number>(16).fill(5), 10])).toBe(5);
    expect(modeOverValley([1000, ...Array<number>(19).fill(0)])).toBe(0);
    expect(modeOverValley([900, ...Array<number>(18).fill(0), 4])).toBe(4);
  });
});

describe('coupled layers (Eq. 110)', () => {
  test.each(theoryGolden.interlayer.map((golden) => [golden.start, golden.boundary, golden.time, golden] as const))(
    'from a start %s with ends %s at time %d correlate as numpy says',
    async (r0, boundary, time, golden) => {
      const got = await simulated('interlayer', { r0, boundary, time, c: golden.c, runs: 60, steps: 100 * time });
      const { amplitude, entropy, amplitudeLevel } = got.autocorrelation;
      const correlations = [...amplitude, ...entropy, ...amplitudeLevel].map(({ r }) => r);
      expectWithin([...correlations, got.meanS], golden, got.runs);
      // The bootstrap's standard error is that of as many runs, found by numpy from batches.
      const expected = (golden.se[0] ?? 0) * Math.sqrt(golden.runs / got.runs);
      expect((amplitude[0]?.standardError ?? 0) / expected).toBeGreaterThan(0.4);
      expect((amplitude[0]?.standardError ?? 0) / expected).toBeLessThan(2.5);
      expect(got.reachable.possible).toBe(r0 !== 'uniform');
    },
  );

  test('keep their numbers for the same seed', async () => {
    const few = { runs: 5, steps: 20 };
    expect(documentJson(await simulated('interlayer', few))).toBe(documentJson(await simulated('interlayer', few)));
  });

  test('say in words what a single chain does not have, and hold no NaN', async () => {
    const got = await simulated('interlayer', { runs: 1, layers: 3, steps: 20 });
    expect(got.autocorrelation.amplitude).toEqual([
      { lag: 1, r: null, standardError: null, null: null },
      { lag: 2, r: null, standardError: null, null: null },
    ]);
    expect(got.reasons).toMatchObject({
      r: expect.stringContaining('too few') as string,
      standardError: expect.stringContaining('single') as string,
    });
    expect(() => documentJson(got)).not.toThrow();
  });

  test('show a long chain twice, the second time its middle', async () => {
    const { data } = await simulated('interlayer', { runs: 1, layers: 100, steps: 5 });
    expect(data.pictures.map(({ title }) => title)).toEqual([
      'Autocorrelation along the layers',
      'Amplitude increments',
      'Amplitude increments, layers 30 to 69',
    ]);
  });
});

describe('settings', () => {
  test.each<[Partial<SimulationSettings>, RegExp]>([
    [{ nodes: 1 }, /^nodes is a whole number from 2 to 1000, not 1\.$/],
    [{ nodes: 2.5 }, /^nodes is a whole number/],
    [{ runs: 0 }, /^runs is a whole number from 1/],
    [{ time: Number.NaN }, /^time is from/],
    [{ c: -1 }, /^c is from/],
    [{ seed: -1 }, /^seed is a whole number/],
    [{ time: 1000, c: 10_000 }, /^c times time is 10000000/],
    [{ nodes: 1000, runs: 100_000 }, /held at once/],
  ])('out of range are refused in one sentence: %o', async (settings, sentence) => {
    const refused = simulated('intralayer', settings);
    await expect(refused).rejects.toMatchObject({ reason: 'usage' });
    await expect(refused).rejects.toThrow(sentence);
  });

  test('of a chain: its layers and couplings too', async () => {
    await expect(simulated('interlayer', { layers: 2 })).rejects.toThrow(/^layers is a whole number from 3/);
    await expect(simulated('interlayer', { nodes: 1000, layers: 100, runs: 1 })).rejects.toThrow(/held at once/);
  });

  test.each([
    ['intralayer', { runs: 50 }],
    ['interlayer', { runs: 20 }],
    ['interlayer', { runs: 1 }],
    // Short to simulate beside its resamples.
    ['interlayer', { runs: 20, steps: 20, time: 0.01 }],
  ] as const)('%s, %o: a simulation tells of all its work and ends with 1', async (kind, settings) => {
    const told: number[] = [];
    await simulate({ ...SIMULATION_DEFAULTS[kind], ...settings }, { progress: (fraction) => told.push(fraction) });
    expect(told).toEqual([...new Set(told)].sort((a, b) => a - b));
    expect(told.length).toBeLessThanOrEqual(100);
    expect(told.at(-1)).toBe(1);
  });

  test('resamples count in how far a simulation is, and can be stopped too', async () => {
    const settings = { ...interlayer, runs: 20, steps: 20, time: 0.01 };
    const stop = new AbortController();
    const told: number[] = [];
    const running = simulate(settings, {
      signal: stop.signal,
      progress: (fraction) => {
        told.push(fraction);
        // The simulation is a third of it.
        if (fraction > 0.5) stop.abort();
      },
    });
    await expect(running).rejects.toMatchObject({ reason: 'cancelled' });
    expect(told.at(-1)).toBeLessThan(0.6);
  });

  test('a simulation can be stopped while it runs, and says how far it is', async () => {
    const stop = new AbortController();
    const told: number[] = [];
    const running = simulate(interlayer, {
      signal: stop.signal,
      progress: (fraction) => {
        told.push(fraction);
        stop.abort();
      },
    });
    await expect(running).rejects.toMatchObject({ reason: 'cancelled' });
    expect(told[0]).toBeGreaterThan(0);
    expect(told.at(-1)).toBeLessThan(1);
  });
});
