import { describe, expect, test } from 'vitest';
import { amplitude, normalizedAmplitude } from '../../../src/morphology/amplitude.js';
import { channelWidth } from '../../../src/morphology/channelWidth.js';
import { connectivity } from '../../../src/morphology/connectivity.js';
import { entropy, normalizedEntropy } from '../../../src/morphology/entropy.js';
import { fractions } from '../../../src/morphology/fractions.js';
import { upperMode } from '../../../src/morphology/upperMode.js';

describe('a homogeneous layer of N nodes', () => {
  const share = new Float64Array(10).fill(0.1);
  const r = connectivity(share, share);

  test('has connectivity 1/N² and amplitude 1/N', () => {
    expect([...r]).toEqual(new Array(10).fill(expect.closeTo(0.01, 15)));
    expect(amplitude(r)).toBeCloseTo(0.1, 15);
    expect(normalizedAmplitude(amplitude(r), 10)).toBeCloseTo(0, 14);
  });

  test('has entropy ln N and a channel of N nodes', () => {
    expect(entropy(r)).toBeCloseTo(Math.log(10), 14);
    expect(normalizedEntropy(entropy(r) ?? 0, 10)).toBeCloseTo(1, 14);
    expect(channelWidth(r)).toBeCloseTo(10, 12);
    expect(upperMode(r)).toHaveLength(10);
  });
});

describe('a single path', () => {
  const r = connectivity([0, 1, 0], [0, 1, 0]);

  test('has amplitude 1, entropy 0 and a channel of one node', () => {
    expect(amplitude(r)).toBe(1);
    expect(normalizedAmplitude(1, 3)).toBe(1);
    expect(Object.is(entropy(r), 0)).toBe(true);
    expect(channelWidth(r)).toBe(1);
    expect(upperMode(r)).toEqual([1]);
  });
});

test('the amplitude is 1/N + N Cov(in, out), and can be below 1/N', () => {
  // numpy: x, y = np.array([.6, .3, .1]), np.array([.1, .2, .7]); (x * y).sum()
  const r = connectivity([0.6, 0.3, 0.1], [0.1, 0.2, 0.7]);
  expect(amplitude(r)).toBeCloseTo(0.19, 15);
  // 1/3 + 3 * ((x - x.mean()) * (y - y.mean())).mean()
  expect(amplitude(r)).toBeCloseTo(
    1 / 3 + (0.2666666 * -0.2333333 + -0.0333333 * -0.1333333 + -0.2333333 * 0.3666666),
    6,
  );
  expect(normalizedAmplitude(amplitude(r), 3)).toBeCloseTo(-0.215, 14);
});

test('in and out that share no node leave the entropy undefined, the amplitude 0', () => {
  const r = connectivity([1, 0], [0, 1]);
  expect(amplitude(r)).toBe(0);
  expect(entropy(r)).toBeNull();
  expect(channelWidth(r)).toBeNull();
  expect(upperMode(r)).toEqual([]);
});

test('a single node has no normalised values', () => {
  expect(normalizedEntropy(0, 1)).toBeNull();
  expect(normalizedAmplitude(1, 1)).toBeNull();
});

test('dead nodes count in the entropy as 0 ln 0 = 0', () => {
  // scipy.stats.entropy([2, 1, 0, 1])
  expect(entropy([2, 1, 0, 1])).toBeCloseTo(1.0397207708399179, 14);
});

test('fractions of a zero or non-finite total are undefined', () => {
  expect(fractions(new Float64Array(2), 0)).toBeNull();
  expect(fractions(Float64Array.of(1, Number.NaN), Number.NaN)).toBeNull();
  expect(fractions(Float64Array.of(1, Infinity), Infinity)).toBeNull();
  expect(fractions(Float64Array.of(1, 3), 4)).toEqual(Float64Array.of(0.25, 0.75));
});

test('the upper mode rounds halves up and gives ties to the lower index', () => {
  // 1 / sum q² of [1, 1, 1, 0.5]: 3.5² / 3.25 = 3.769 -> 4; of [4, 1, 1]: 36 / 18 = 2, the tie goes to node 1.
  expect(upperMode([0.5, 1, 1, 1])).toEqual([0, 1, 2, 3]);
  expect(upperMode([4, 1, 1])).toEqual([0, 1]);
  // q = (0.8, 0.2, 0): 1 / 0.68 = 1.47 -> 1. q = (3, 1)/4: 1 / 0.625 = 1.6 -> 2.
  expect(upperMode([0.8, 0.2, 0])).toEqual([0]);
  expect(upperMode([3, 1])).toEqual([0, 1]);
});
