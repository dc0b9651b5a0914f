import type { WeightMatrix } from '../network/network.js';
import { float32Bits, float32Of, float64Of, isFloat32, MAGNITUDE } from './floatBits.js';
import { entryCount, walkMatrix, type WalkOptions } from './slices.js';

/** Widths of the digits a magnitude's bits are cut into, most significant first. */
const FLOAT32_DIGITS = [16, 15];
const FLOAT64_DIGITS = [16, 15, 16, 16];

/**
 * Exact median of |w| over existing entries, as `np.median(np.abs(w))`, without holding the matrix: magnitudes compare as
 * the integers their bits spell, so each pass counts the next digit of those that share the digits found so far (two
 * passes for float32, four for float64).
 * @returns null for a matrix without entries; meaningless when some are not finite.
 * @throws {CheckpointError} `cancelled`, or what the reader throws.
 */
export async function medianOfMagnitudes(matrix: WeightMatrix, options: WalkOptions = {}): Promise<number | null> {
  const entries = entryCount(matrix);
  if (entries === 0) return null;
  const narrow = isFloat32(matrix.rows(0, 1));
  const widths = narrow ? FLOAT32_DIGITS : FLOAT64_DIGITS;
  const valueOf = narrow ? float32FromDigits : float64FromDigits;
  // With an even number of entries the median is the mean of this one and the next larger.
  const rank = Math.floor((entries - 1) / 2);
  let before = 0;
  let prefix: readonly number[] = [];
  for (const [position, width] of widths.entries()) {
    const counts = new Uint32Array(1 << width);
    let above = Infinity;
    await walkMatrix(
      matrix,
      ({ values }) => {
        above = Math.min(
          above,
          isFloat32(values) ? countFloat32(values, prefix, counts) : countFloat64(values, prefix, counts),
        );
      },
      options,
    );
    let digit = 0;
    while (before + (counts[digit] ?? 0) <= rank) before += counts[digit++] ?? 0;
    if (position === widths.length - 1) {
      const middle = valueOf([...prefix, digit]);
      if (entries % 2 === 1 || before + (counts[digit] ?? 0) > rank + 1) return middle;
      const next = counts.findIndex((times, candidate) => candidate > digit && times > 0);
      return (middle + (next < 0 ? above : valueOf([...prefix, next]))) / 2;
    }
    prefix = [...prefix, digit];
  }
  return null;
}

/** Counts the digit after the prefix; returns the least magnitude whose digits there are larger than the prefix. */
function countFloat32(values: Float32Array, prefix: readonly number[], counts: Uint32Array): number {
  const bits = float32Bits(values);
  const found = prefix[0];
  if (found === undefined) {
    for (let i = 0; i < bits.length; i++) (counts[((bits[i] as number) & MAGNITUDE) >>> 15] as number)++;
    return Infinity;
  }
  let above = MAGNITUDE;
  for (let i = 0; i < bits.length; i++) {
    const magnitude = (bits[i] as number) & MAGNITUDE;
    const upper = magnitude >>> 15;
    if (upper === found) (counts[magnitude & 0x7fff] as number)++;
    else if (upper > found && magnitude < above) above = magnitude;
  }
  return above === MAGNITUDE ? Infinity : float32Of(above);
}

function countFloat64(values: Float64Array | Float32Array, prefix: readonly number[], counts: Uint32Array): number {
  const bits = new DataView(new ArrayBuffer(8));
  let above = Infinity;
  for (const value of values) {
    const magnitude = Math.abs(value);
    bits.setFloat64(0, magnitude);
    const low = bits.getUint32(4);
    const high = bits.getUint32(0);
    const digits = [high >>> 15, high & 0x7fff, low >>> 16, low & 0xffff];
    const differs = prefix.findIndex((digit, i) => digit !== digits[i]);
    if (differs < 0) (counts[digits[prefix.length] ?? 0] as number)++;
    else if ((digits[differs] ?? 0) > (prefix[differs] ?? 0)) above = Math.min(above, magnitude);
  }
  return above;
}

function float32FromDigits([upper = 0, lower = 0]: readonly number[]): number {
  return float32Of(upper * 0x8000 + lower);
}

function float64FromDigits([first = 0, second = 0, third = 0, fourth = 0]: readonly number[]): number {
  return float64Of(first * 0x8000 + second, third * 0x10000 + fourth);
}
