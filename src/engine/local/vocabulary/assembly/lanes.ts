/** Sum of four floats, one after another: not in the order of the layers. The bits of all scores depend on it. */
// @ts-ignore: decorator
@inline
export function laneSum(v: v128): f32 {
  return f32x4.extract_lane(v, 0) + f32x4.extract_lane(v, 1) + f32x4.extract_lane(v, 2) + f32x4.extract_lane(v, 3);
}

/** a * b + c, rounded once where the processor can. */
// @ts-ignore: decorator
@inline
export function multiplyAdd(a: v128, b: v128, c: v128): v128 {
  if (ASC_FEATURE_RELAXED_SIMD) return f32x4.relaxed_madd(a, b, c);
  return f32x4.add(f32x4.mul(a, b), c);
}

/** Largest of four floats. */
// @ts-ignore: decorator
@inline
export function laneMax(v: v128): f32 {
  const two = max(f32x4.extract_lane(v, 0), f32x4.extract_lane(v, 1));
  return max(two, max(f32x4.extract_lane(v, 2), f32x4.extract_lane(v, 3)));
}

/** Floats that integers of 32 bits can hold, without their fractions. */
// @ts-ignore: decorator
@inline
export function truncated(v: v128): v128 {
  // The other one also says what becomes of floats that are too large: six instructions more.
  if (ASC_FEATURE_RELAXED_SIMD) return i32x4.relaxed_trunc_f32x4_s(v);
  return i32x4.trunc_sat_f32x4_s(v);
}
