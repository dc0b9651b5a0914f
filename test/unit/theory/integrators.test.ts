import { describe, expect, test } from 'vitest';
import { Pauses } from '../../../src/morphology/pause.js';
import { Random, unit } from '../../../src/morphology/random.js';
import type { SimulationBoundary } from '../../../src/protocol/simulation.js';
import { rootSum } from '../../../src/theory/amplitudeEquation.js';
import { integrateAdaptively } from '../../../src/theory/adaptive.js';
import { integrate } from '../../../src/theory/integrate.js';
import { interlayerRate } from '../../../src/theory/interlayer.js';
import { writeIntralayerGrowth } from '../../../src/theory/intralayer.js';
import { intralayerClosedForm } from '../../../src/theory/intralayerClosedForm.js';
import { RungeKutta, type Rate } from '../../../src/theory/rungeKutta.js';
import { drawStart } from '../../../src/theory/starts.js';
import { theoryGolden } from '../../support/theoryGolden.js';

const NODES = 20;
const pauses = new Pauses(undefined);
const shape = { nodes: NODES, layers: 1, boundary: 'free' } as const;

function layer(seed: number, start: 'uniform' | 'simplex' | 'weights', c: number) {
  const random = new Random(seed);
  const state = drawStart(start, shape, random);
  const coefficients = Float64Array.from({ length: NODES }, () => c * unit(random));
  const rate: Rate = (values, change) => writeIntralayerGrowth(values, coefficients, change);
  return { state, coefficients, rate };
}

function farthest(a: ArrayLike<number>, b: ArrayLike<number>): number {
  return Array.from(a, (value, i) => Math.abs(value - (b[i] ?? NaN))).reduce((x, y) => Math.max(x, y), 0);
}

describe('integrators', () => {
  test.each(['uniform', 'simplex', 'weights'] as const)(
    'agree with the closed form to 1e-9 from a start %s',
    async (start) => {
      for (let seed = 1; seed <= 10; seed++) {
        const { state, coefficients, rate } = layer(seed, start, 20);
        const exact = intralayerClosedForm(state, coefficients, 1);
        const fixed = Float64Array.from(state);
        expect(new RungeKutta(rate, NODES).advance(fixed, 1 / 2000, 2000, 1e-6)).toBe(true);
        expect(farthest(fixed, exact)).toBeLessThan(1e-9);
        const adaptive = Float64Array.from(state);
        await integrateAdaptively(rate, adaptive, 1, NODES, pauses);
        expect(farthest(adaptive, exact)).toBeLessThan(1e-9);
      }
    },
  );

  test('have 5th order: half the step leaves a 32nd of the error', () => {
    const { state, coefficients, rate } = layer(4, 'simplex', 20);
    const exact = intralayerClosedForm(state, coefficients, 1);
    const [coarse, fine] = [50, 100].map((steps) => {
      const reached = Float64Array.from(state);
      new RungeKutta(rate, NODES).advance(reached, 1 / steps, steps, 1);
      return farthest(reached, exact);
    });
    expect((coarse ?? 0) / (fine ?? 1)).toBeGreaterThan(24);
    expect((coarse ?? 0) / (fine ?? 1)).toBeLessThan(44);
  });

  test('keep the roots of a layer adding up to 1', async () => {
    const { state, rate } = layer(7, 'simplex', 100);
    await integrate(rate, state, { time: 1, steps: 250, additions: NODES, pauses });
    expect(rootSum(state)).toBeCloseTo(1, 6);
    await integrateAdaptively(rate, state, 5, NODES, pauses);
    expect(rootSum(state)).toBeCloseTo(1, 8);
  });

  test('find one winner, the node of the largest constant', async () => {
    const { state, coefficients, rate } = layer(8, 'simplex', 100);
    await integrateAdaptively(rate, state, 20, NODES, pauses);
    const winner = coefficients.indexOf(Math.max(...coefficients));
    expect(state[winner]).toBeCloseTo(1, 6);
    expect(state.indexOf(Math.max(...state))).toBe(winner);
  });

  test('leave a fixed step that is too long for one that fits', async () => {
    const { state, coefficients, rate } = layer(9, 'uniform', 500);
    const exact = intralayerClosedForm(state, coefficients, 1);
    const blind = Float64Array.from(state);
    expect(new RungeKutta(rate, NODES).advance(blind, 1 / 250, 250, 1e-6)).toBe(false);
    expect(await integrate(rate, state, { time: 1, steps: 250, additions: NODES, pauses })).toBe(false);
    expect(farthest(state, exact)).toBeLessThan(1e-9);
  });

  test('say so where the state becomes no number, and refuse what cannot be integrated', async () => {
    const explosive: Rate = (state, change) => change.forEach((_, i) => (change[i] = (state[i] ?? 0) ** 2));
    expect(new RungeKutta(explosive, 1).advance(Float64Array.of(1), 1, 10, 1e9)).toBe(false);
    await expect(integrateAdaptively(explosive, Float64Array.of(1), 2, 1, pauses)).rejects.toMatchObject({
      reason: 'usage',
    });
  });

  test('give the same bits however long the slices are', async () => {
    const { state, rate } = layer(10, 'simplex', 50);
    const [whole, sliced] = [Float64Array.from(state), Float64Array.from(state)];
    await integrate(rate, whole, { time: 1, steps: 250, additions: 1, pauses });
    await integrate(rate, sliced, { time: 1, steps: 250, additions: 1e6, pauses });
    expect(sliced).toEqual(whole);
  });

  test('can be stopped', async () => {
    const { state, rate } = layer(11, 'simplex', 50);
    const stop = new AbortController();
    stop.abort();
    const stopped = integrate(rate, state, { time: 1, steps: 250, additions: 1, pauses: new Pauses(stop.signal) });
    await expect(stopped).rejects.toMatchObject({ reason: 'cancelled' });
  });
});

describe('the closed form of Eq. 3', () => {
  test('solves it: its slope is the right-hand side', () => {
    const { state, coefficients, rate } = layer(12, 'uniform', 3);
    const change = new Float64Array(NODES);
    const [before, at, after] = [0.299999, 0.3, 0.300001].map((time) =>
      intralayerClosedForm(state, coefficients, time),
    );
    rate(at as Float64Array, change);
    change.forEach((slope, i) => expect(((after?.[i] ?? 0) - (before?.[i] ?? 0)) / 2e-6).toBeCloseTo(slope, 8));
  });

  test('has a value where the exponentials alone are too large for a number', () => {
    const { state, coefficients } = layer(13, 'simplex', 100);
    const end = intralayerClosedForm(state, coefficients, 1000);
    expect(end[coefficients.indexOf(Math.max(...coefficients))]).toBeCloseTo(1, 12);
  });
});

describe('Eq. 110', () => {
  const { nodes, layers, ...golden } = theoryGolden.rate;
  const chain = { nodes, layers, inward: Float64Array.from(golden.inward), outward: Float64Array.from(golden.outward) };

  test.each<SimulationBoundary>(['periodic', 'clamped', 'free'])(
    'has the right-hand side of numpy, ends %s',
    (boundary) => {
      const change = new Float64Array(nodes * layers);
      const rate = interlayerRate({ ...chain, boundary });
      // Twice: nothing may be left of the first.
      for (let i = 0; i < 2; i++) rate(Float64Array.from(golden.state), change);
      expect(farthest(change, golden[boundary])).toBeLessThan(1e-14);
    },
  );

  test('rests where all nodes and couplings are alike', () => {
    const change = new Float64Array(nodes * layers);
    const alike = new Float64Array(nodes * nodes * layers).fill(3);
    const rate = interlayerRate({ nodes, layers, boundary: 'periodic', inward: alike, outward: alike });
    rate(new Float64Array(nodes * layers).fill(1 / nodes ** 2), change);
    expect(farthest(change, new Float64Array(nodes * layers))).toBeLessThan(1e-15);
  });
});
