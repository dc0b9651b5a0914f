import type { FloatArray } from '../network/tensor.js';

/** Bytes of one number of each type; the names are numpy's. */
const WIDTHS = {
  bool: 1,
  int8: 1,
  uint8: 1,
  int16: 2,
  uint16: 2,
  float16: 2,
  bfloat16: 2,
  int32: 4,
  uint32: 4,
  float32: 4,
  int64: 8,
  uint64: 8,
  float64: 8,
} as const;

export type NumberType = keyof typeof WIDTHS;

export function isNumberType(name: string): name is NumberType {
  return Object.hasOwn(WIDTHS, name);
}

export function widthOf(type: NumberType): number {
  return WIDTHS[type];
}

/** An array for values of this type: float32 holds everything of at most 32 bits (`FloatArray`). */
export function arrayFor(type: NumberType, count: number): FloatArray {
  return widthOf(type) === 8 ? new Float64Array(count) : new Float32Array(count);
}

/** Decodes `count` little-endian numbers from the start of `bytes` into `target` from index `at`. */
export function decode(bytes: Uint8Array, type: NumberType, count: number, target: FloatArray, at: number): void {
  const width = widthOf(type);
  // Typed arrays need aligned memory; a file's bytes seldom are, the library's heap always is.
  const source = bytes.byteOffset % width === 0 ? bytes : bytes.slice(0, count * width);
  const { buffer, byteOffset } = source;
  switch (type) {
    case 'float32':
      target.set(new Float32Array(buffer, byteOffset, count), at);
      break;
    case 'float64':
      target.set(new Float64Array(buffer, byteOffset, count), at);
      break;
    case 'bool':
    case 'uint8':
      target.set(new Uint8Array(buffer, byteOffset, count), at);
      break;
    case 'int8':
      target.set(new Int8Array(buffer, byteOffset, count), at);
      break;
    case 'uint16':
      target.set(new Uint16Array(buffer, byteOffset, count), at);
      break;
    case 'int16':
      target.set(new Int16Array(buffer, byteOffset, count), at);
      break;
    case 'uint32':
      target.set(new Uint32Array(buffer, byteOffset, count), at);
      break;
    case 'int32':
      target.set(new Int32Array(buffer, byteOffset, count), at);
      break;
    case 'uint64':
      new BigUint64Array(buffer, byteOffset, count).forEach((value, i) => (target[at + i] = Number(value)));
      break;
    case 'int64':
      new BigInt64Array(buffer, byteOffset, count).forEach((value, i) => (target[at + i] = Number(value)));
      break;
    case 'float16':
      decodeHalf(new Uint16Array(buffer, byteOffset, count), target, at);
      break;
    case 'bfloat16':
      decodeBrain(new Uint16Array(buffer, byteOffset, count), target, at);
      break;
  }
}

/** All 65536 half-precision values (IEEE 754-2008 binary16), made once: a look-up beats bit twiddling. */
let halves: Float32Array | undefined;

function decodeHalf(bits: Uint16Array, target: FloatArray, at: number): void {
  halves ??= Float32Array.from({ length: 65536 }, (_, code) => halfValue(code));
  for (let i = 0; i < bits.length; i++) target[at + i] = halves[bits[i] ?? 0] ?? 0;
}

function halfValue(code: number): number {
  const sign = code & 0x8000 ? -1 : 1;
  const exponent = (code >> 10) & 31;
  const fraction = code & 1023;
  if (exponent === 31) return fraction === 0 ? sign * Infinity : NaN;
  if (exponent === 0) return sign * fraction * 2 ** -24;
  return sign * (1 + fraction / 1024) * 2 ** (exponent - 15);
}

/** bfloat16 is the upper half of a float32. */
function decodeBrain(bits: Uint16Array, target: FloatArray, at: number): void {
  const words = new Uint32Array(bits.length);
  for (let i = 0; i < bits.length; i++) words[i] = (bits[i] ?? 0) << 16;
  target.set(new Float32Array(words.buffer), at);
}
