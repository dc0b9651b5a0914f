import { describe, expect, it } from 'vitest';
import { makeScale } from '../../../../src/drawing/chart/scale.js';

const extent = (low: number, high: number, changes = {}) => ({ low, high, exact: false, whole: false, ...changes });
const linear = { scale: 'linear' } as const;
const log = { scale: 'log' } as const;

describe('makeScale', () => {
  it.each([
    [-0.37, 0.91],
    [0, 9.9],
    [5.3, 10],
    [-1e-6, 3e-6],
    [1e-25, 3e-25],
    [-1e140, 2e140],
    [12345, 67890],
    [-5, -1],
  ])('has round ticks that cover %d to %d, and little beyond', (low, high) => {
    for (const room of [2, 4, 8, 12]) {
      const scale = makeScale(linear, extent(low, high), { room, toTicks: true });
      const values = scale.ticks.map(({ value }) => value);
      const step = (values[1] ?? 0) - (values[0] ?? 0);
      expect(values[0]).toBeLessThanOrEqual(low);
      expect(values.at(-1)).toBeGreaterThanOrEqual(high);
      expect(low - (values[0] ?? 0)).toBeLessThan(step);
      expect((values.at(-1) ?? 0) - high).toBeLessThan(step);
      expect(scale.share(values[0] ?? 0)).toBeCloseTo(0, 9);
      expect(scale.share(values.at(-1) ?? 0)).toBeCloseTo(1, 9);
    }
  });

  it('keeps a given range', () => {
    const { low, high, ticks } = makeScale(linear, extent(0.55, 4.5, { exact: true }), { room: 5, toTicks: true });
    expect([low, high]).toEqual([0.55, 4.5]);
    expect(ticks.map(({ text }) => text)).toEqual(['1', '2', '3', '4']);
  });

  it('has decades on a logarithmic axis, and 2 and 5 where there is room', () => {
    const texts = (low: number, high: number, room: number): string[] =>
      makeScale(log, extent(low, high), { room, toTicks: true }).ticks.map(({ text }) => text);
    expect(texts(0.0115, 0.577, 8)).toEqual(['0.01', '0.02', '0.05', '0.1', '0.2', '0.5', '1']);
    expect(texts(0.0115, 0.577, 3)).toEqual(['0.01', '0.1', '1']);
    expect(texts(1, 18000, 7)).toEqual(['1', '10', '100', '1,000', '10,000', '1e5']);
    expect(texts(1e-9, 1, 5)).toEqual(['1e−8', '1e−6', '1e−4', '0.01', '1'].map((text) => text.replace('−', '-')));
  });

  it('makes room around a single value', () => {
    for (const value of [0, 7, -3]) {
      const { low, high } = makeScale(linear, extent(value, value), { room: 5, toTicks: true });
      expect(low).toBeLessThan(value);
      expect(high).toBeGreaterThan(value);
    }
    for (const [low, high] of [
      [1 / 3, 1 / 3 + 2 ** -54],
      [0.3, 0.1 + 0.2],
      [-1e10 - 1e-5, -1e10],
    ] as const) {
      const scale = makeScale(linear, extent(low, high), { room: 7, toTicks: true });
      expect(scale.share(low)).toBeGreaterThan(0);
      expect(scale.share(high)).toBeLessThan(1);
      expect(scale.share(high)).toBeCloseTo(scale.share(low), 9);
    }
    const { share } = makeScale(log, extent(10, 10), { room: 5, toTicks: true });
    expect(share(10)).toBeCloseTo(0.5, 9);
  });
});
