import type { FloatArray } from '../network/tensor.js';

/** Bits of a float32 but its sign. Magnitudes compare as these integers do. */
export const MAGNITUDE = 0x7fff_ffff;
/** Bits of infinity; those of NaN are larger. */
export const INFINITE = 0x7f80_0000;

/** The bits of float32 values, as a view of the same memory. */
export function float32Bits(values: Float32Array): Int32Array {
  return new Int32Array(values.buffer, values.byteOffset, values.length);
}

/** Bits of the smallest float32 that is not below a positive number; those of infinity when there is none. */
export function bitsAtLeast(bar: number): number {
  const rounded = new Float32Array([bar]);
  const bits = float32Bits(rounded)[0] ?? 0;
  return (rounded[0] ?? 0) >= bar ? bits : bits + 1;
}

/** The non-negative float64 of this upper and lower word. */
export function float64Of(high: number, low: number): number {
  const view = new DataView(new ArrayBuffer(8));
  view.setUint32(0, high);
  view.setUint32(4, low);
  return view.getFloat64(0);
}

/** The non-negative float32 of these bits. */
export function float32Of(bits: number): number {
  return new Float32Array(new Int32Array([bits]).buffer)[0] ?? 0;
}

export function isFloat32(values: FloatArray): values is Float32Array {
  return values instanceof Float32Array;
}
