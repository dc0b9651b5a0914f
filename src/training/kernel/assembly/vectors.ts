// What SIMD128 leaves to be composed.

/** a * b + sum; one rounding instead of two where relaxed SIMD is compiled in (mode `fast`) and the processor has it. */
@inline
export function multiplyAdd(a: v128, b: v128, sum: v128): v128 {
  return ASC_FEATURE_RELAXED_SIMD ? f32x4.relaxed_madd(a, b, sum) : f32x4.add(sum, f32x4.mul(a, b));
}

/** The four sums over lanes of a, b, c and d, as one vector. */
@inline
export function sumLanes(a: v128, b: v128, c: v128, d: v128): v128 {
  const ab = f32x4.add(v128.shuffle<f32>(a, b, 0, 1, 4, 5), v128.shuffle<f32>(a, b, 2, 3, 6, 7));
  const cd = f32x4.add(v128.shuffle<f32>(c, d, 0, 1, 4, 5), v128.shuffle<f32>(c, d, 2, 3, 6, 7));
  return f32x4.add(v128.shuffle<f32>(ab, cd, 0, 2, 4, 6), v128.shuffle<f32>(ab, cd, 1, 3, 5, 7));
}

/** Adds the first `count` (a constant) lanes of v to the floats at `at`. */
@inline
export function addLanes(count: i32, at: usize, v: v128): void {
  if (count >= 4) {
    v128.store(at, f32x4.add(v128.load(at), v));
    return;
  }
  store<f32>(at, load<f32>(at) + f32x4.extract_lane(v, 0));
  if (count > 1) store<f32>(at, load<f32>(at, 4) + f32x4.extract_lane(v, 1), 4);
  if (count > 2) store<f32>(at, load<f32>(at, 8) + f32x4.extract_lane(v, 2), 8);
}

/** v, with 0 for what is at most `limit` in size. NaN stays. */
@inline
export function zeroBelow(limit: v128, v: v128): v128 {
  return v128.andnot(v, f32x4.le(f32x4.abs(v), limit));
}
