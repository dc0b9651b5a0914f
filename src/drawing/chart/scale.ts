import type { Axis } from '../../protocol/figure.js';
import { roundStep, roundTicks } from '../roundTicks.js';
import type { Extent } from './extent.js';

export interface Tick {
  readonly value: number;
  readonly text: string;
}

/** An axis from its lower to its upper end. */
export interface Scale {
  readonly low: number;
  readonly high: number;
  readonly ticks: readonly Tick[];
  /** 0 at the lower end, 1 at the upper one. */
  readonly share: (value: number) => number;
}

interface ScaleOptions {
  /** How many ticks there is room for. */
  readonly room: number;
  /** Whether the axis goes on to the next tick on both sides. */
  readonly toTicks: boolean;
}

export function makeScale({ scale }: Pick<Axis, 'scale'>, extent: Extent, options: ScaleOptions): Scale {
  return scale === 'log' ? logScale(extent, options.room) : linearScale(extent, options);
}

function linearScale(extent: Extent, { room, toTicks }: ScaleOptions): Scale {
  const { exact, whole } = extent;
  let [low, high] = exact ? [extent.low, extent.high] : widened(extent);
  let values: readonly number[];
  if (exact || !toTicks) {
    if (!exact) [low, high] = padded(low, high);
    values = roundTicks(low, high, { room, whole });
  } else {
    const step = roundStep((high - low) / room, whole);
    values = roundTicks(step * Math.floor(low / step + 1e-9), step * Math.ceil(high / step - 1e-9), { room, step });
    low = values[0] ?? low;
    high = values.at(-1) ?? high;
  }
  const share = (value: number): number => (value - low) / (high - low);
  return { low, high, ticks: linearTexts(values), share };
}

/** Values that differ by their rounding alone are one: between them there is no room for ticks. */
function widened({ low, high }: Extent): [number, number] {
  const size = Math.max(Math.abs(low), Math.abs(high));
  if (high - low > ROUNDING * size) return [low, high];
  const half = size === 0 ? 1 : size / 10;
  return [low - half, high + half];
}

const ROUNDING = 1e-11;

/** A little room, so that no mark lies on the frame; none below 0 where nothing is. */
function padded(low: number, high: number): [number, number] {
  const room = 0.04 * (high - low);
  return [low >= 0 && low < room ? 0 : low - room, high <= 0 && high > -room ? 0 : high + room];
}

function logScale({ low: least, high: most, exact }: Extent, room: number): Scale {
  let [low, high] = [least, most];
  if (!exact) {
    const wide = Math.log10(most / least) > 3;
    low = neighbour(least, [1, 2, 5], 'below');
    high = neighbour(most, wide ? [1] : [1, 2, 5], 'above');
    if (low === high) [low, high] = [low / 2, high * 2];
  }
  const share = (value: number): number => Math.log(value / low) / Math.log(high / low);
  const ticks = logTicks(low, high, room).map((value) => tick(value, value >= 1e5 || value < 1e-3));
  return { low, high, ticks, share };
}

const SLACK = 1 + 1e-9;

/** The next value of these digits and any power of ten. */
function neighbour(value: number, digits: readonly number[], where: 'below' | 'above'): number {
  const power = Math.floor(Math.log10(value));
  const candidates = [power - 1, power, power + 1].flatMap((exponent) =>
    digits.map((digit) => scaled(digit, exponent)),
  );
  return where === 'below'
    ? Math.max(...candidates.filter((candidate) => candidate <= value * SLACK))
    : Math.min(...candidates.filter((candidate) => candidate >= value / SLACK));
}

/** All of 1, 2 and 5 times powers of ten while there is room; else the powers, or every second, third ... of them. */
function logTicks(low: number, high: number, room: number): readonly number[] {
  const first = Math.floor(Math.log10(low));
  const last = Math.ceil(Math.log10(high));
  const inside = (digits: readonly number[], every: number): number[] =>
    Array.from({ length: last - first + 1 }, (_, at) => first + at)
      .filter((exponent) => exponent % every === 0)
      .flatMap((exponent) => digits.map((digit) => scaled(digit, exponent)))
      .filter((value) => value >= low / SLACK && value <= high * SLACK);
  const dense = inside([1, 2, 5], 1);
  // Less than two round values: the axis is so short that it is as good as linear.
  if (dense.length < 2) return roundTicks(low, high, { room });
  if (dense.length <= room) return dense;
  const decades = inside([1], 1);
  if (decades.length < 2) return dense.filter((_, at) => at % Math.ceil(dense.length / Math.max(1, room)) === 0);
  return inside([1], Math.max(1, Math.ceil(decades.length / Math.max(1, room))));
}

/** Without the error of a power times a digit: 5e-3 and not 0.005000000000000001. */
function scaled(digit: number, exponent: number): number {
  return Number(`${digit}e${exponent}`);
}

/** Exponents where there would be many zeros: for all of a linear axis, for each of a logarithmic one by itself. */
function linearTexts(values: readonly number[]): readonly Tick[] {
  const short = values.some((value) => Math.abs(value) >= 1e5) || values.every((value) => Math.abs(value) < 5e-3);
  return values.map((value) => tick(value, short));
}

function tick(value: number, short: boolean): Tick {
  const text =
    short && value !== 0 ? exponential(value) : value.toLocaleString('en-US', { maximumSignificantDigits: 6 });
  return { value, text: text.startsWith('-') ? `−${text.slice(1)}` : text };
}

function exponential(value: number): string {
  return value
    .toExponential(3)
    .replace(/\.?0+e/, 'e')
    .replace('e+', 'e');
}
